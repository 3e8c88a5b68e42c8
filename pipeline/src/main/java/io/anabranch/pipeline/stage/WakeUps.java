// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

/** Asks that a vertex be woken at a time, in milliseconds by the wall clock. */
public interface WakeUps {

  long now();

  void set(String vertex, long time);

  void cancel(String vertex, long time);
}
