// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A snapshot cut at a moment of event time. Vertices keep their numbers on both sides; features and
 * labels are as the snapshot has them, because it does not know since when.
 *
 * @param boundary edges with an earlier timestamp are past, all others are later
 * @param past the snapshot without the later edges
 * @param later source and target of each later edge, in the order of time; an undirected one stands
 *     in both directions
 */
public record TimeSplit(long boundary, GraphSnapshot past, Pairs later) {

  /**
   * Cuts so that about that share of the edges is later. Edges of one timestamp are never parted.
   *
   * @throws IllegalArgumentException when the share is not between 0 and 1
   * @throws TooFewEdgesException when one of the sides would have no edge
   */
  public static TimeSplit newest(GraphSnapshot snapshot, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share is above 0 and below 1; got " + share);
    }
    long[] times = snapshot.edges().timestamps().clone();
    Arrays.sort(times);
    int first = times.length - (int) Math.ceil(times.length * share);
    if (times.length == 0 || times[Math.max(0, first)] == times[0]) {
      throw new TooFewEdgesException(
          "edges of different moments, so that the newest %s can be kept back; got %d edges%s"
              .formatted(
                  share, times.length, times.length == 0 ? "" : " from " + times[0] + " on"));
    }
    return at(snapshot, times[first]);
  }

  /** Cuts at that moment. */
  public static TimeSplit at(GraphSnapshot snapshot, long boundary) {
    long[] times = snapshot.edges().timestamps();
    int[] before = IntStream.range(0, times.length).filter(e -> times[e] < boundary).toArray();
    int[] after =
        IntStream.range(0, times.length)
            .filter(e -> times[e] >= boundary)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b])) // stable
            .mapToInt(Integer::intValue)
            .toArray();
    return new TimeSplit(boundary, with(snapshot, before), pairs(snapshot.edges(), after));
  }

  private static Pairs pairs(GraphSnapshot.Edges edges, int[] chosen) {
    return new Pairs(
        Arrays.stream(chosen).map(e -> edges.sources()[e]).toArray(),
        Arrays.stream(chosen).map(e -> edges.targets()[e]).toArray());
  }

  private static GraphSnapshot with(GraphSnapshot snapshot, int[] chosen) {
    GraphSnapshot.Edges all = snapshot.edges();
    float[] weights = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      weights[i] = all.weights()[chosen[i]];
    }
    return new GraphSnapshot(
        snapshot.origin(),
        snapshot.vertices(),
        snapshot.features(),
        snapshot.labels(),
        new GraphSnapshot.Edges(
            Arrays.stream(chosen).map(e -> all.sources()[e]).toArray(),
            Arrays.stream(chosen).map(e -> all.targets()[e]).toArray(),
            Arrays.stream(chosen).mapToLong(e -> all.timestamps()[e]).toArray(),
            weights,
            Arrays.stream(chosen).mapToObj(e -> all.ids()[e]).toArray(String[]::new)));
  }
}
