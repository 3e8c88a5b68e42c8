// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bound of the local engine: the same arithmetic for two layers on flat arrays, with vertices
 * numbered in advance. It knows insertions of edges alone: no removal, weight, id, order of events,
 * cause or store.
 */
final class FlatEngine {

  private static final int WIDTH = Models.WIDTH;
  private static final int ROWS = 64;

  private final SageLayer first;
  private final SageLayer second;
  private final float[] h0;
  private final float[] self2;
  private final float[] sent;
  private final float[] h2;
  private final long[] sum1;
  private final long[] sum2;
  private final int[] count;
  private final IntArrayList[] targets;
  private final IntArrayList dirty1 = new IntArrayList();
  private final IntArrayList dirty2 = new IntArrayList();
  private final boolean[] isDirty1;
  private final boolean[] isDirty2;
  private final float[] selves = new float[ROWS * WIDTH];
  private final float[] means = new float[ROWS * WIDTH];
  private final float[] values = new float[ROWS * WIDTH];
  private final float[] roots = new float[ROWS * WIDTH];
  private final float[] messages = new float[ROWS * WIDTH];
  private final long[] delta = new long[WIDTH];

  /** All vertices are there, with features and embeddings, before the first edge. */
  FlatEngine(SageModel model, List<GraphEvent> features) {
    int vertices = features.size();
    first = model.layer(0);
    second = model.layer(1);
    h0 = new float[vertices * WIDTH];
    self2 = new float[vertices * WIDTH];
    sent = new float[vertices * WIDTH];
    h2 = new float[vertices * WIDTH];
    sum1 = new long[vertices * WIDTH];
    sum2 = new long[vertices * WIDTH];
    count = new int[vertices];
    targets = new IntArrayList[vertices];
    isDirty1 = new boolean[vertices];
    isDirty2 = new boolean[vertices];
    for (int v = 0; v < vertices; v++) {
      float[] row = ((FeaturesEvent) features.get(v)).features();
      System.arraycopy(row, 0, h0, v * WIDTH, WIDTH);
      targets[v] = new IntArrayList();
      mark(v, dirty1, isDirty1);
    }
    flush();
  }

  void add(int src, int dst) {
    targets[src].add(dst);
    count[dst]++;
    FixedPoint.addDifference(null, 0, h0, src * WIDTH, 1f, 1, sum1, dst * WIDTH, WIDTH);
    FixedPoint.addDifference(null, 0, sent, src * WIDTH, 1f, 1, sum2, dst * WIDTH, WIDTH);
    mark(dst, dirty1, isDirty1);
    mark(dst, dirty2, isDirty2);
  }

  void flush() {
    for (int from = 0; from < dirty1.size(); from += ROWS) {
      firstLayer(from, Math.min(ROWS, dirty1.size() - from));
    }
    clear(dirty1, isDirty1);
    for (int from = 0; from < dirty2.size(); from += ROWS) {
      secondLayer(from, Math.min(ROWS, dirty2.size() - from));
    }
    clear(dirty2, isDirty2);
  }

  private void firstLayer(int from, int rows) {
    load(dirty1, from, rows, h0, sum1);
    first.update(rows, selves, means, values);
    second.self(rows, values, roots);
    second.message(rows, values, messages);
    for (int r = 0; r < rows; r++) {
      int v = dirty1.getInt(from + r);
      System.arraycopy(roots, r * WIDTH, self2, v * WIDTH, WIDTH);
      mark(v, dirty2, isDirty2);
      Arrays.fill(delta, 0);
      FixedPoint.addDifference(sent, v * WIDTH, messages, r * WIDTH, 1f, 1, delta, 0, WIDTH);
      System.arraycopy(messages, r * WIDTH, sent, v * WIDTH, WIDTH);
      for (int i = 0; i < targets[v].size(); i++) {
        int target = targets[v].getInt(i);
        for (int k = 0; k < WIDTH; k++) {
          sum2[target * WIDTH + k] += delta[k];
        }
        mark(target, dirty2, isDirty2);
      }
    }
  }

  private void secondLayer(int from, int rows) {
    load(dirty2, from, rows, self2, sum2);
    second.update(rows, selves, means, values);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * WIDTH, h2, dirty2.getInt(from + r) * WIDTH, WIDTH);
    }
  }

  private void load(IntArrayList dirty, int from, int rows, float[] self, long[] sums) {
    for (int r = 0; r < rows; r++) {
      int v = dirty.getInt(from + r);
      System.arraycopy(self, v * WIDTH, selves, r * WIDTH, WIDTH);
      FixedPoint.mean(sums, v * WIDTH, count[v], means, r * WIDTH, WIDTH);
    }
  }

  private static void mark(int v, IntArrayList dirty, boolean[] is) {
    if (!is[v]) {
      is[v] = true;
      dirty.add(v);
    }
  }

  private static void clear(IntArrayList dirty, boolean[] is) {
    for (int i = 0; i < dirty.size(); i++) {
      is[dirty.getInt(i)] = false;
    }
    dirty.clear();
  }

  Map<String, float[]> embeddings() {
    Map<String, float[]> rows = new HashMap<>();
    for (int v = 0; v < count.length; v++) {
      rows.put(Integer.toString(v), Arrays.copyOfRange(h2, v * WIDTH, (v + 1) * WIDTH));
    }
    return rows;
  }
}
