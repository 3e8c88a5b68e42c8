// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;

/**
 * Friends within circles, and one stranger in ten: a graph from which there is something to learn.
 */
final class Circles {

  static final int WIDTH = 8;

  private Circles() {}

  static GraphSnapshot snapshot(int circles, int size, int edges) {
    Draws draws = Draws.of(1, "circles", 0);
    SnapshotBuilder builder = new SnapshotBuilder(WIDTH);
    for (int v = 0; v < circles * size; v++) {
      builder.vertex("v" + v, HashFeatures.of("v" + v, WIDTH), null);
    }
    for (int e = 0; e < edges; e++) {
      int u = draws.below(circles * size);
      boolean stranger = draws.below(10) == 0;
      int v = stranger ? draws.below(circles * size) : u / size * size + draws.below(size);
      builder.edge("v" + u, "v" + v, "" + e, e, 1);
      if (u != v) {
        builder.edge("v" + v, "v" + u, "" + e, e, 1);
      }
    }
    return builder.build(new GraphSnapshot.Origin("circles", 0, true));
  }
}
