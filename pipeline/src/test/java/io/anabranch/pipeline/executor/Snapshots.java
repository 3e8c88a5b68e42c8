// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.model.training.Shares;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small snapshot: two groups that keep to themselves, with features that hint at the group. */
final class Snapshots {

  static final int VERTICES = 200;

  private static final GraphSnapshot.Origin ORIGIN = new GraphSnapshot.Origin("test", 0, false);

  private Snapshots() {}

  static GraphSnapshot twoGroups(long seed) {
    return builder(seed).build(ORIGIN);
  }

  /**
   * One more vertex, without edges, of features that overflow: a seed vertex of the second of two
   * executors.
   */
  static GraphSnapshot withLonelyGiant(long seed, TrainingSettings settings) {
    SnapshotBuilder builder = builder(seed);
    float[] usual = {1, 0, 0, 0, 0, 0};
    float[] giant = {3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f};
    int vertex = VERTICES; // names are in order
    while (Shares.owner(vertex, 2) == 0 || TrainingData.kept(vertex, settings)) {
      builder.vertex("w" + vertex++, usual, null);
    }
    builder.vertex("w" + vertex, giant, "odd");
    return builder.build(ORIGIN);
  }

  private static SnapshotBuilder builder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SnapshotBuilder builder = new SnapshotBuilder(6);
    for (int v = 0; v < VERTICES; v++) {
      float[] x = new float[6];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (random.nextDouble() - 0.5 + (i % 2 == v % 2 ? 0.3 : 0));
      }
      builder.vertex("v" + v, x, v % 5 == 4 ? null : v % 2 == 0 ? "even" : "odd");
    }
    for (int e = 0; e < 1_600; e++) {
      int u = random.nextInt(VERTICES);
      int v = random.nextInt(10) == 0 ? random.nextInt(VERTICES) : next(random, u % 2);
      builder.edge("v" + u, "v" + v, Integer.toString(e), e, 1f);
    }
    return builder;
  }

  private static int next(SplittableRandom random, int group) {
    return 2 * random.nextInt(VERTICES / 2) + group;
  }

  static URI write(GraphSnapshot snapshot, Path directory) throws IOException {
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(snapshot, file);
    return file.toUri();
  }
}
