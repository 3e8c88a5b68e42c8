// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.Hearing;
import io.anabranch.model.layer.MailboxAggregator;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SumAggregator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchEmbedderProperties {

  private static final int VERTICES = 150; // three blocks, the last one not full

  /** One vertex at a time, one edge at a time: what a stream does. */
  @Property(tries = 60)
  void sameBitsAsVertexByVertex(
      @ForAll @IntRange(max = 2) int kind,
      @ForAll AggregatorType aggregator,
      @ForAll boolean normalise,
      @ForAll boolean weighted,
      @ForAll long seed) {
    Sample sample = Sample.draw(kind, weighted, seed);
    SageModel model =
        SageModel.random("m", 1, aggregator, new int[] {5, 19, 8, 3}, seed, normalise);
    Embeddings z = new BatchEmbedder(model, 1).embed(sample.graph(), sample.features());
    assertArrayEquals(bits(vertexByVertex(model, sample)), bits(z.values()));
  }

  @Property(tries = 30)
  void sameBitsOnAnyNumberOfThreads(
      @ForAll @IntRange(max = 2) int kind, @ForAll AggregatorType aggregator, @ForAll long seed) {
    Sample sample = Sample.draw(kind, true, seed);
    SageModel model = SageModel.random("m", 1, aggregator, new int[] {5, 8, 4}, seed, false);
    Embeddings one = new BatchEmbedder(model, 1).embed(sample.graph(), sample.features());
    for (int threads : new int[] {2, 7}) {
      Embeddings z = new BatchEmbedder(model, threads).embed(sample.graph(), sample.features());
      assertArrayEquals(bits(one.values()), bits(z.values()));
      assertEquals(one.layers(), z.layers());
    }
  }

  @Property(tries = 30)
  void sameBitsInAnyOrderOfEdges(
      @ForAll @IntRange(max = 2) int kind, @ForAll AggregatorType aggregator, @ForAll long seed) {
    Assume.that(!aggregator.isOrdered());
    Sample sample = Sample.draw(kind, true, seed);
    SageModel model = SageModel.random("m", 1, aggregator, new int[] {5, 8, 4}, seed, false);
    Embeddings z = new BatchEmbedder(model, 1).embed(sample.graph(), sample.features());
    Embeddings r = new BatchEmbedder(model, 1).embed(sample.reversed(), sample.features());
    assertArrayEquals(bits(z.values()), bits(r.values()));
    assertEquals(z.layers(), r.layers());
  }

  private static float[] vertexByVertex(SageModel model, Sample sample) {
    float[] h = sample.features();
    for (SageLayer layer : model.layers()) {
      int in = layer.inputWidth();
      int out = layer.outputWidth();
      float[] updated = new float[VERTICES * out];
      for (int v = 0; v < VERTICES; v++) {
        float[] row = new float[out];
        float[] self = new float[layer.selfWidth()];
        layer.self(1, row(h, v, in), self);
        divide(layer, sample.graph(), v, self);
        layer.update(1, self, aggregate(layer, sample.graph(), h, v, self), row);
        System.arraycopy(row, 0, updated, v * out, out);
      }
      h = updated;
    }
    return h;
  }

  private static float[] aggregate(
      SageLayer layer, InNeighbors graph, float[] h, int v, float[] self) {
    int width = layer.messageWidth();
    long[] sums = new long[width];
    float[] maxima = new float[width];
    float[] message = new float[width];
    for (int e = graph.start(v); e < graph.end(v); e++) {
      layer.message(1, row(h, graph.source(e), layer.inputWidth()), message);
      divide(layer, graph, graph.source(e), message);
      for (int i = 0; i < width; i++) {
        sums[i] += FixedPoint.quantise(graph.weight(e) * message[i]);
        maxima[i] = Math.max(maxima[i], message[i]);
      }
    }
    if (layer.aggregator() instanceof MailboxAggregator words
        && words.type() != AggregatorType.MAX_POOL) {
      return heard(layer, words, graph, h, v, self);
    }
    if (layer.aggregator() instanceof SumAggregator sum) {
      long count = sum.isNormalised() ? degree(graph, v) : graph.inDegree(v);
      sum.mean(sums, 0, count, self, 0, message, 0);
      return message;
    }
    return maxima;
  }

  private static void divide(SageLayer layer, InNeighbors graph, int v, float[] values) {
    if (layer.isNormalisedByDegree()) {
      Degree.scale(values, 0, values.length, Degree.scale(degree(graph, v)));
    }
  }

  private static long degree(InNeighbors graph, int v) {
    long degree = 0;
    for (int e = graph.start(v); e < graph.end(v); e++) {
      degree += FixedPoint.quantise(graph.weight(e));
    }
    return degree;
  }

  private static float[] heard(
      SageLayer layer, MailboxAggregator words, InNeighbors graph, float[] h, int v, float[] self) {
    Hearing hearing = words.hearing();
    hearing.begin(self, 0);
    Set<Integer> heardBefore = new HashSet<>(words.countsItself() ? Set.of(v) : Set.of());
    for (int e = graph.start(v); e < graph.end(v); e++) {
      if (!heardBefore.add(graph.source(e)) && !words.isOrdered()) {
        continue;
      }
      float[] message = new float[layer.messageWidth()];
      layer.message(1, row(h, graph.source(e), layer.inputWidth()), message);
      hearing.hear(message, 0);
    }
    float[] heard = new float[layer.aggregateWidth()];
    hearing.end(heard, 0);
    return heard;
  }

  private static float[] row(float[] matrix, int v, int width) {
    return Arrays.copyOfRange(matrix, v * width, (v + 1) * width);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /** A graph with hubs, loops, parallel edges and isolated vertices, and its features. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(int[] src, int[] dst, float[] weights, float[] features) {

    static Sample draw(int kind, boolean weighted, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int edges = random.nextInt(2000);
      int[] src = random.ints(edges, 0, VERTICES).toArray();
      int[] dst = new int[edges];
      float[] weights = new float[edges];
      for (int e = 0; e < edges; e++) {
        dst[e] = (int) (VERTICES * random.nextDouble() * random.nextDouble());
        boolean plain = !weighted || random.nextInt(3) == 0;
        weights[e] = plain ? 1f : (float) (random.nextDouble() * 4 - 2);
      }
      float[] features = new float[VERTICES * 5];
      for (int i = 0; i < features.length; i++) {
        features[i] = feature(random, kind);
      }
      return new Sample(src, dst, weights, features);
    }

    InNeighbors graph() {
      return InNeighbors.of(VERTICES, src, dst, weights);
    }

    InNeighbors reversed() {
      int n = src.length;
      int[] s = new int[n];
      int[] d = new int[n];
      float[] w = new float[n];
      for (int e = 0; e < n; e++) {
        s[n - 1 - e] = src[e];
        d[n - 1 - e] = dst[e];
        w[n - 1 - e] = weights[e];
      }
      return InNeighbors.of(VERTICES, s, d, w);
    }

    /** Kind 0: any finite bits; 1: around the edge of an int of quanta; 2: ordinary. */
    private static float feature(SplittableRandom random, int kind) {
      float any = Float.intBitsToFloat(random.nextInt());
      return switch (kind) {
        case 0 -> Float.isFinite(any) ? any : 0f;
        case 1 -> (float) (random.nextDouble() * 2 - 1) * 160f;
        default -> (float) (random.nextDouble() * 2 - 1);
      };
    }
  }
}
