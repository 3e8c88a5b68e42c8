// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.exchange.Inlet;

/**
 * All that there is of each vertex is told to the stages of a new model: once, and before anything
 * of the vertex changes. What changes later is told to them by the {@link Inlet} of every change.
 */
public interface Retelling {

  /** Nobody is to be told anew. */
  Retelling NONE =
      new Retelling() {
        @Override
        public int wanted(String vertex) {
          return 0;
        }

        @Override
        public Inlet inlet(int epoch) {
          throw new IllegalStateException("no stages of epoch " + epoch);
        }

        @Override
        public long now() {
          throw new IllegalStateException("nothing is told anew");
        }
      };

  /** The epoch whose stages are to have been told all of a vertex; 0 when there is none. */
  int wanted(String vertex);

  /** The way to the stages of an epoch. */
  Inlet inlet(int epoch);

  /** Milliseconds by the wall clock. */
  long now();
}
