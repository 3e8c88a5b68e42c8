// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

/** Hears which edges are live. */
public interface LiveEdges {

  /** Hears nothing. */
  LiveEdges UNHEARD = (src, dst, change) -> {};

  /**
   * An edge is live from now on, or no more. Of two parallel edges each is told.
   *
   * @param change +1 or -1
   */
  void changed(String src, String dst, int change);
}
