// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/** The key groups that a subtask owns. */
public interface Groups {

  /** Their numbers. */
  Iterable<Integer> owned();

  /** How far the senders of one of them have come; not to be changed. */
  GroupClocks at(int group);

  /** The same, to be changed. */
  GroupClocks change(int group);
}
