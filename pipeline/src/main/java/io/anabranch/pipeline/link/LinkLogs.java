// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/** The links that wait to be counted, of each key group that a subtask owns. */
public interface LinkLogs {

  /** Those of one group; not to be changed. */
  LinkLog at(int group);

  /** The same, to be changed. */
  LinkLog change(int group);
}
