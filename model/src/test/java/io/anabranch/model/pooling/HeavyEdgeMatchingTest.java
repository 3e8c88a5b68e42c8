// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class HeavyEdgeMatchingTest {

  @Test
  void aPathFallsIntoPairs() {
    // The ends have degree 1 and are visited first: 0 takes 1, 3 takes 2.
    Clustering clustering = HeavyEdgeMatching.cluster(path(4), 0.5);
    assertArrayEquals(new int[] {0, 0, 1, 1}, clustering.clusterOf());
    SparseMatrix coarse = clustering.coarse().level(new int[] {0}).adjacency();
    // Each cluster holds one edge in both directions; one edge leads across.
    assertArrayEquals(new float[] {2, 1, 1, 2}, dense(coarse));
  }

  @Test
  void theHeavierEdgeWins() {
    // Equal degrees all round: a square whose edges weigh 1, 3, 1, 3.
    InNeighbors square =
        InNeighbors.of(
            4,
            new int[] {0, 1, 1, 2, 2, 3, 3, 0},
            new int[] {1, 0, 2, 1, 3, 2, 0, 3},
            new float[] {1, 1, 3, 3, 1, 1, 3, 3});
    Clustering clustering = HeavyEdgeMatching.cluster(new GraphUnion(square, Blocks.of(4)), 0.5);
    assertArrayEquals(new int[] {0, 1, 1, 0}, clustering.clusterOf());
  }

  @Test
  void roundsFollowUntilFewAreLeft() {
    Clustering clustering = HeavyEdgeMatching.cluster(path(16), 0.25);
    assertEquals(4, clustering.coarse().vertices().rows());
    assertEquals(1, HeavyEdgeMatching.cluster(path(16), 0.01).coarse().vertices().rows());
    assertEquals(16, HeavyEdgeMatching.cluster(path(16), 1).coarse().vertices().rows());
  }

  @Test
  void whatHasNoEdgeStaysSingle() {
    GraphDataSet data = Graphs.small();
    GraphUnion fine = new GraphUnion(data.graph(), data.vertices());
    Clustering clustering = HeavyEdgeMatching.cluster(fine, 0.1);
    int[] sizes = new int[5];
    for (int g = 0; g < 5; g++) {
      sizes[g] = clustering.coarse().vertices().size(g);
    }
    assertArrayEquals(new int[] {1, 1, 1, 2, 1}, sizes);
  }

  @Test
  void realGraphsComeDownToAboutTheShareAndKeepTheirWeight() {
    GraphDataSet data =
        GraphDataSetReader.read(DataSetFiles.real("tu-enzymes"), VertexFeatures.LABELS);
    GraphUnion fine = new GraphUnion(data.graph(), data.vertices());
    Clustering clustering = HeavyEdgeMatching.cluster(fine, 0.25);
    int clusters = clustering.coarse().vertices().rows();
    assertTrue(clusters < 0.3 * fine.vertices().rows(), () -> clusters + " clusters");
    double weight = 0;
    for (int e = 0; e < clustering.coarse().graph().edgeCount(); e++) {
      weight += clustering.coarse().graph().weight(e);
    }
    assertEquals(fine.graph().edgeCount(), weight);
    for (int v = 0; v < clustering.clusterOf().length; v++) {
      int cluster = clustering.clusterOf()[v];
      assertEquals(
          fine.vertices().segments().segment(v),
          clustering.coarse().vertices().segments().segment(cluster));
    }
  }

  private static GraphUnion path(int n) {
    int[][] edges = new int[n - 1][];
    for (int i = 0; i + 1 < n; i++) {
      edges[i] = new int[] {i, i + 1};
    }
    GraphDataSet data = Graphs.of(new int[] {n}, new int[][][] {edges}, new float[n][1]);
    return new GraphUnion(data.graph(), data.vertices());
  }

  private static float[] dense(SparseMatrix m) {
    float[] values = new float[m.rows() * m.columns()];
    for (int r = 0; r < m.rows(); r++) {
      for (int e = m.offsets()[r]; e < m.offsets()[r + 1]; e++) {
        values[r * m.columns() + m.columnOf()[e]] = m.values()[e];
      }
    }
    return values;
  }
}
