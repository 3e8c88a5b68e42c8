// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a vertex does, by time and structure alone: the features that a client of the live job could
 * send along. All from 0 to 1.
 */
final class Activity {

  static final int WIDTH = 8;

  private static final double DAY = 86_400_000.0;
  private static final long WEEK = 7 * 86_400_000L;

  private static final class Of {
    private final long first;
    private long lastOut = -1;
    private int out;
    private int in;
    private int mutual;
    private final ArrayDeque<Long> lately = new ArrayDeque<>(); // in-edges of the last week

    Of(long first) {
      this.first = first;
    }
  }

  private final Map<String, Of> vertices = new HashMap<>();
  private final Set<String> pairs = new HashSet<>();

  void edge(String src, String dst, long time) {
    Of from = vertices.computeIfAbsent(src, v -> new Of(time));
    Of to = vertices.computeIfAbsent(dst, v -> new Of(time));
    from.out++;
    from.lastOut = time;
    to.in++;
    to.lately.addLast(time);
    if (pairs.add(src + ' ' + dst) && pairs.contains(dst + ' ' + src)) {
      from.mutual++;
      to.mutual++;
    }
  }

  /** The features of a vertex that has had an edge. */
  float[] features(String vertex, long now) {
    Of of = vertices.get(vertex);
    while (!of.lately.isEmpty() && of.lately.getFirst() < now - WEEK) {
      of.lately.removeFirst();
    }
    double quiet = (now - (of.lastOut < 0 ? of.first : of.lastOut)) / DAY;
    return new float[] {
      1,
      share(of.out, 4),
      share(of.in, 4),
      of.mutual / (float) Math.max(1, of.out),
      of.mutual / (float) Math.max(1, of.in),
      share((now - of.first) / DAY, 30),
      share(quiet, 30),
      share(of.lately.size(), 4)
    };
  }

  /** From 0 towards 1; a half at {@code half}. */
  private static float share(double value, double half) {
    return (float) (value / (value + half));
  }

  boolean knows(String vertex) {
    return vertices.containsKey(vertex);
  }

  int outDegree(String vertex) {
    return vertices.get(vertex).out;
  }
}
