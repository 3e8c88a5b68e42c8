// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

/** Wakes a vertex when the horizon has come to a time. */
public interface Deadlines {

  /** Asks to be woken. */
  void set(String vertex, long time);

  /** Takes back what was asked for. */
  void cancel(String vertex, long time);
}
