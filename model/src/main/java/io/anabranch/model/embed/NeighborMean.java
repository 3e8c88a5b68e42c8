// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.kernel.RowKernels;
import io.anabranch.model.layer.SumAggregator;
import java.util.Arrays;

/**
 * The mean of the messages of a vertex's in-neighbors. Rows of quanta are added as ints, several at
 * once, for as long as the bounds of the rows say that no element can overflow, then moved to a
 * long: integer sums are the same in any grouping. Of one thread.
 */
final class NeighborMean implements Neighbors {

  private static final int PENDING = 64;

  private final RowKernels kernels = RowKernels.best();
  private final InNeighbors graph;
  private final Messages messages;
  private final SumAggregator aggregator;
  private final int width;
  private final int[] pending = new int[PENDING]; // offsets of rows to be added to part
  private int pendingCount;
  private final int[] part;
  private final long[] sums;
  private long room; // what may still be added to every element of part
  private long clamped;

  NeighborMean(InNeighbors graph, Messages messages, SumAggregator aggregator) {
    this.graph = graph;
    this.messages = messages;
    this.aggregator = aggregator;
    this.width = messages.width;
    this.part = new int[width];
    this.sums = new long[width];
    this.room = Integer.MAX_VALUE;
  }

  @Override
  public long clamped() {
    return clamped;
  }

  @Override
  public void write(int v, float[] out, int outOff) {
    for (int e = graph.start(v), end = graph.end(v); e < end; e++) {
      add(graph.source(e), graph.weight(e));
    }
    flush();
    long count = aggregator.isNormalised() ? Degrees.of(graph, v) : graph.inDegree(v);
    aggregator.mean(sums, 0, count, messages.values, v * width, out, outOff);
    if (aggregator.countsItself() && mayClamp(1f, messages.bound(v))) {
      clamped += FixedPoint.countClamped(messages.values, v * width, width, 1f);
    }
    Arrays.fill(sums, 0);
  }

  private void add(int u, float weight) {
    int bound = messages.bound(u);
    if (weight != 1f || bound == Messages.WIDE) {
      addQuantising(u, weight, bound);
      return;
    }
    if (bound > room || pendingCount == PENDING) {
      flush();
    }
    room -= bound;
    pending[pendingCount++] = u * width;
  }

  private void addQuantising(int u, float weight, int bound) {
    FixedPoint.addDifference(null, 0, messages.values, u * width, weight, 1, sums, 0, width);
    if (mayClamp(weight, bound)) {
      clamped += FixedPoint.countClamped(messages.values, u * width, width, weight);
    }
  }

  /**
   * Whether an element might be clamped; the bound is that of the rounded values, hence the + 1.
   */
  private static boolean mayClamp(float weight, int bound) {
    return bound == Messages.WIDE
        || Math.abs(weight) * (bound + 1.0) >= FixedPoint.LIMIT * FixedPoint.SCALE;
  }

  private void flush() {
    kernels.addRows(messages.quanta, pending, pendingCount, part, width);
    pendingCount = 0;
    for (int i = 0; i < width; i++) {
      sums[i] += part[i];
      part[i] = 0;
    }
    room = Integer.MAX_VALUE;
  }
}
