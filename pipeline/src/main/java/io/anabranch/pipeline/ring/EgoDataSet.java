// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ego graphs as the networks for graphs take them. The two directions of an edge are one; its
 * weight grows with the number of edges, up to 1 from four on. A vertex is described by numbers
 * from 0 to 1 alone, which need no standardisation: so a single graph is described as it is among
 * others.
 */
public final class EgoDataSet {

  /**
   * Features: whether it is the center, and how near; a constant; edges to and from the center;
   * different vertices before and behind; edges in and out; how well the two balance; whether as
   * many come in as go out, but for one.
   */
  public static final int WIDTH = 11;

  /** Not a ring, a ring. */
  public static final int CLASSES = 2;

  private static final int FULL_WEIGHT = 4;

  private final List<String> names = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();
  private final List<int[]> ends = new ArrayList<>(); // two vertices
  private final List<Float> weights = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> folds = new ArrayList<>();

  /** One graph that is to be scored. */
  static GraphDataSet of(EgoGraph ego) {
    EgoDataSet data = new EgoDataSet();
    data.add(ego.vertices().get(0), ego, 0, -1);
    return data.build();
  }

  /**
   * Adds a graph.
   *
   * @param label 1 of a ring
   */
  public void add(String name, EgoGraph ego, int label, int fold) {
    int first = rows.size();
    float[][] described = describe(ego);
    rows.addAll(Arrays.asList(described));
    int[][] counts = new int[described.length][described.length];
    for (EgoGraph.Pair pair : ego.edges()) {
      counts[Math.min(pair.src(), pair.dst())][Math.max(pair.src(), pair.dst())] += pair.count();
    }
    for (int a = 0; a < counts.length; a++) {
      for (int b = a + 1; b < counts.length; b++) {
        if (counts[a][b] > 0) {
          ends.add(new int[] {first + a, first + b});
          weights.add(Math.min(counts[a][b], FULL_WEIGHT) / (float) FULL_WEIGHT);
        }
      }
    }
    names.add(name);
    sizes.add(described.length);
    labels.add(label);
    folds.add(fold);
  }

  private static float[][] describe(EgoGraph ego) {
    int n = ego.vertices().size();
    int[] before = new int[n];
    int[] behind = new int[n];
    int[] in = new int[n];
    int[] out = new int[n];
    int[] toCenter = new int[n];
    int[] fromCenter = new int[n];
    for (EgoGraph.Pair pair : ego.edges()) {
      behind[pair.src()]++;
      before[pair.dst()]++;
      out[pair.src()] += pair.count();
      in[pair.dst()] += pair.count();
      toCenter[pair.src()] += pair.dst() == 0 ? pair.count() : 0;
      fromCenter[pair.dst()] += pair.src() == 0 ? pair.count() : 0;
    }
    float[][] rows = new float[n][];
    for (int v = 0; v < n; v++) {
      rows[v] =
          new float[] {
            v == 0 ? 1 : 0,
            1f / (1 + ego.hops().get(v)),
            1,
            share(toCenter[v]),
            share(fromCenter[v]),
            share(before[v]),
            share(behind[v]),
            share(in[v]),
            share(out[v]),
            Math.min(in[v], out[v]) / Math.max(1f, Math.max(in[v], out[v])),
            in[v] > 1 && Math.abs(in[v] - out[v]) <= 1 ? 1 : 0
          };
    }
    return rows;
  }

  /** From 0, towards 1. */
  private static float share(int count) {
    return count / (count + 4f);
  }

  /** The graphs added so far. */
  public GraphDataSet build() {
    int n = rows.size();
    int edges = ends.size();
    int[] from = new int[2 * edges];
    int[] to = new int[2 * edges];
    float[] both = new float[2 * edges];
    for (int e = 0; e < edges; e++) {
      from[e] = to[edges + e] = ends.get(e)[0];
      to[e] = from[edges + e] = ends.get(e)[1];
      both[e] = both[edges + e] = weights.get(e);
    }
    return new GraphDataSet(
        InNeighbors.of(n, from, to, both),
        Blocks.of(array(sizes)),
        features(n),
        WIDTH, // all count as labels: they are taken as they are
        List.copyOf(names),
        array(labels),
        CLASSES,
        array(folds));
  }

  private SparseMatrix features(int n) {
    int[] offsets = new int[n + 1];
    int[] columns = new int[n * WIDTH];
    float[] values = new float[n * WIDTH];
    for (int v = 0; v < n; v++) {
      for (int c = 0; c < WIDTH; c++) {
        columns[v * WIDTH + c] = c;
        values[v * WIDTH + c] = rows.get(v)[c];
      }
      offsets[v + 1] = (v + 1) * WIDTH;
    }
    return SparseMatrix.of(n, WIDTH, offsets, columns, values);
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
