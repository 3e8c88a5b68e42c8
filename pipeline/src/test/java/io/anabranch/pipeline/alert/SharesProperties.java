// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.alert.Shares.Weighing;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Over random graphs: shares add up exactly, and what they claim is what a recompute gives. */
class SharesProperties {

  private static final int VERTICES = 8;

  /** Shares that add up to a total computed from the aggregation's own sums. */
  @Property(tries = 300)
  void sharesAddUpExactlyToTheSumsOfTheAggregation(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = 1 + random.nextInt(8);
    Weighing weighing =
        new Weighing(
            vector(random, width),
            vector(random, width),
            vector(random, width),
            vector(random, width));
    List<Heard> heard = new ArrayList<>();
    long[] sums = new long[width];
    for (int u = random.nextInt(7); u > 0; u--) {
      float weight = random.nextBoolean() ? 1 : (float) random.nextDouble(0, 3);
      float[] message = vector(random, width);
      long[] quanta = new long[width];
      FixedPoint.addDifference(null, 0, message, 0, weight, 1, quanta, 0, width);
      FixedPoint.addDifference(null, 0, message, 0, weight, 1, sums, 0, width);
      heard.add(new Heard(new EdgeRef("u" + u, "v", "", u), quanta));
    }

    Shares shares = Shares.ofMean("v", weighing, heard);

    int n = Math.max(1, heard.size());
    BigInteger total = BigInteger.ZERO;
    for (int i = 0; i < width; i++) {
      BigInteger apart = product(weighing.other()[i], weighing.self()[i]);
      apart = apart.add(product(weighing.other()[i], weighing.bias()[i]));
      BigInteger sum =
          BigInteger.valueOf(FixedPoint.quantise(weighing.messages()[i]))
              .multiply(BigInteger.valueOf(sums[i]));
      total = total.add(sum).add(apart.multiply(BigInteger.valueOf(n)));
    }
    Fraction expected =
        new Fraction(total, BigInteger.ONE.shiftLeft(48).multiply(BigInteger.valueOf(n)));
    Fraction sum = shares.self().plus(shares.bias());
    for (int u = 0; u < heard.size(); u++) {
      sum = sum.plus(shares.share(u));
    }
    assertTrue(sum.sameAs(expected), () -> shares.total() + " of seed " + seed);
    assertTrue(shares.total().sameAs(expected));
  }

  private static BigInteger product(float a, float b) {
    return BigInteger.valueOf(FixedPoint.quantise(a))
        .multiply(BigInteger.valueOf(FixedPoint.quantise(b)));
  }

  /**
   * One layer, so that an edge into v changes nothing but v's last aggregation: the linear part is
   * the product of the engine's rows, and without the top edge it is the product of the rows of an
   * engine that never saw that edge.
   */
  @Property(tries = 150)
  void withoutTheTopEdgeARecomputeGivesWhatWasClaimed(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int in = 1 + random.nextInt(4);
    int out = 1 + random.nextInt(4);
    SageModel model = model(random, in, out);
    float[][] features = new float[VERTICES][];
    for (int v = 0; v < VERTICES; v++) {
      features[v] = vector(random, in);
    }
    List<EdgeEvent> edges = edges(random);
    List<EdgeEvent> intoV = edges.stream().filter(edge -> edge.dst().equals("v0")).toList();
    LocalEngine engine = engine(model, features, edges);
    float[] other = engine.embedding("v1");

    Shares shares = shares(model, features, intoV, other);

    assertEquals(dot(engine.embedding("v0"), other), shares.total().value(), 1e-4);
    if (intoV.isEmpty()) {
      return;
    }
    LinearPart.EdgeShare top = shares.part().edges().get(0);
    List<EdgeEvent> others = new ArrayList<>(edges);
    assertTrue(others.removeIf(edge -> EdgeRef.of(edge).equals(top.edge())));
    LocalEngine without = engine(model, features, others);
    assertEquals(dot(without.embedding("v0"), other), top.without().value(), 1e-4);
    double claimed = shares.total().minus(top.without()).value();
    double measured = dot(engine.embedding("v0"), other) - dot(without.embedding("v0"), other);
    assertEquals(measured, claimed, 2e-4);
  }

  private static Shares shares(
      SageModel model, float[][] features, List<EdgeEvent> intoV, float[] other) {
    SageWeights weights = (SageWeights) model.layer(0).weights();
    List<Heard> heard = new ArrayList<>();
    for (EdgeEvent edge : intoV) {
      float[] message = features[Integer.parseInt(edge.src().substring(1))];
      long[] quanta = new long[message.length];
      FixedPoint.addDifference(null, 0, message, 0, edge.weight(), 1, quanta, 0, message.length);
      heard.add(new Heard(EdgeRef.of(edge), quanta));
    }
    return Shares.ofMean(
        "v0",
        new Weighing(
            transposedTimes(weights.neighbors(), other, weights.inputWidth()),
            other,
            times(weights.self(), features[0]),
            weights.bias()),
        heard);
  }

  private static SageModel model(SplittableRandom random, int in, int out) {
    SageWeights weights =
        new SageWeights(
            in, out, vector(random, in * out), vector(random, out), vector(random, in * out));
    return new SageModel(
        "m",
        1,
        List.of(new SageLayer(weights, false, Activation.NONE, false)),
        ModelCard.untrained(1));
  }

  private static List<EdgeEvent> edges(SplittableRandom random) {
    List<EdgeEvent> edges = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      edges.add(
          new EdgeEvent(
              EdgeEvent.Op.ADD,
              "v" + random.nextInt(VERTICES),
              "v" + random.nextInt(3),
              "p" + i,
              i,
              random.nextBoolean() ? 1 : (float) random.nextDouble(0, 3)));
    }
    return edges;
  }

  private static LocalEngine engine(SageModel model, float[][] features, List<EdgeEvent> edges) {
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings());
    for (int v = 0; v < VERTICES; v++) {
      engine.apply(new FeaturesEvent("v" + v, 0, features[v]));
    }
    edges.forEach(engine::apply);
    engine.flush();
    return engine;
  }

  private static float[] vector(SplittableRandom random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextDouble(-2, 2);
    }
    return vector;
  }

  private static float[] times(float[] matrix, float[] x) {
    float[] y = new float[matrix.length / x.length];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        y[r] += matrix[r * x.length + c] * x[c];
      }
    }
    return y;
  }

  private static float[] transposedTimes(float[] matrix, float[] y, int columns) {
    float[] x = new float[columns];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < columns; c++) {
        x[c] += matrix[r * columns + c] * y[r];
      }
    }
    return x;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
