// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Inlet;

/**
 * A stage takes what it is told into its state at once, and says what follows from it when it is
 * flushed, for all vertices that have changed since together.
 */
public interface Stage extends Inlet {

  /** How many vertices wait for the flush. */
  int dirty();

  /** Says what follows from what was told. */
  void flush();
}
