// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.layer.SumAggregator;
import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Over random graphs and models of one to three layers, beside the engine's own rows. */
class ExplainerProperties {

  private static final int VERTICES = 7;

  @Property(tries = 120)
  void sharesAddUpToTheProductOfTheEnginesRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, seed);
    List<GraphEvent> events = events(random, model.inputWidth());
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings());
    events.forEach(engine::apply);
    engine.flush();

    LinearPart part = new Explainer(model).explain(graph(events), "v1", "v0");

    double score = dot(engine.embedding("v1"), engine.embedding("v0"));
    assertEquals(score, part.total().value(), 1e-5 * (1 + Math.abs(score)));
    Fraction sum = part.self().plus(part.bias()).plus(part.rest());
    for (LinearPart.EdgeShare share : part.edges()) {
      sum = sum.plus(share.share());
    }
    assertTrue(sum.sameAs(part.total()));
    double means = LinkDecoder.GAUSSIAN.logit(engine.embedding("v1"), engine.embedding("v0"));
    LinearPart ofMeans =
        new Explainer(model, LinkDecoder.GAUSSIAN).explain(graph(events), "v1", "v0");
    assertEquals(means, ofMeans.total().value(), 1e-5 * (1 + Math.abs(means)));
  }

  /** The layers before the last are left as they were: their rows go into it once more. */
  @Property(tries = 120)
  void withoutTheTopEdgeTheLastLayerGivesWhatWasClaimed(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, seed);
    List<GraphEvent> events = events(random, model.inputWidth());
    ReferenceGraph graph = graph(events);
    LinearPart part = new Explainer(model).explain(graph, "v1", "v0");
    if (part.edges().isEmpty()) {
      return;
    }
    LinearPart.EdgeShare top = part.edges().get(0);

    float[] other = graph.embed(model, 1).get("v1");
    float[] v0 = lastLayer(model, graph, top.edge());

    double claimed = part.total().minus(top.without()).value();
    double before = dot(graph.embed(model, 1).get("v0"), other);
    assertEquals(before - dot(v0, other), claimed, 1e-5 * (1 + Math.abs(before)));
  }

  /** The risk is by a head of two layers, so it is linear in pieces; the score is exact. */
  @Property(tries = 120)
  void sharesOfARiskAddUpToTheLogOddsAndClaimWhatTheLastLayerGives(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, seed);
    ReferenceGraph graph = graph(events(random, model.inputWidth()));
    RiskGradient risk = new RiskGradient(head(random, model.outputWidth(), 3));
    assertOfVertex(model, graph, row -> Slope.ofRisk(risk, row));
  }

  /**
   * A head of one layer is linear everywhere: the log odds themselves change by what is claimed.
   */
  @Property(tries = 120)
  void withoutTheTopEdgeTheLogOddsOfALinearHeadAreWhatWasClaimed(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, seed);
    ReferenceGraph graph = graph(events(random, model.inputWidth()));
    RiskGradient risk = new RiskGradient(head(random, model.outputWidth()));
    LinearPart part = new Explainer(model).explain(graph, "v0", row -> Slope.ofRisk(risk, row));
    if (part.edges().isEmpty()) {
      return;
    }
    LinearPart.EdgeShare top = part.edges().get(0);
    float[] row = lastLayer(model, graph, top.edge());
    double after = risk.at(row).logOdds();
    double claimed = top.without().plus(part.remainder()).value();
    assertEquals(after, claimed, 1e-5 * (1 + Math.abs(after) + norm(row)));
  }

  @Property(tries = 120)
  void sharesOfAJumpAddUpToTheDistance(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, seed);
    ReferenceGraph graph = graph(events(random, model.inputWidth()));
    float[] before = vector(random, model.outputWidth());
    assertOfVertex(model, graph, row -> Slope.ofJump(before, row).orElseThrow());
    LinearPart part =
        new Explainer(model).explain(graph, "v0", row -> Slope.ofJump(before, row).orElseThrow());
    float[] row = graph.embed(model, 1).get("v0");
    Slope slope = Slope.ofJump(before, row).orElseThrow();
    double left = -slope.linear(before); // the distance is w . (z - z0)
    assertEquals(left, part.remainder().value(), 1e-5 * (1 + norm(row) + norm(before)));
  }

  private static void assertOfVertex(
      SageModel model, ReferenceGraph graph, Function<float[], Slope> slopes) {
    LinearPart part = new Explainer(model).explain(graph, "v0", slopes);
    float[] row = graph.embed(model, 1).get("v0");
    Slope slope = slopes.apply(row);
    assertTrue(part.addsUp());
    assertTrue(part.score().sameAs(Fraction.of(slope.score())));
    double linear = slope.linear(row);
    double size = 1 + Math.abs(linear) + norm(slope.weights()) + norm(row);
    assertEquals(linear, part.total().value(), 1e-5 * size);
    if (!part.edges().isEmpty()) {
      LinearPart.EdgeShare top = part.edges().get(0);
      double claimed = part.total().minus(top.without()).value();
      double measured = linear - slope.linear(lastLayer(model, graph, top.edge()));
      assertEquals(measured, claimed, 2e-5 * size);
    }
  }

  /** Of a jump from (1, 1) to (4, 5): the way is (3, 4) / 5, and 0.6 * 4 + 0.8 * 5 = 6.4. */
  @Example
  void theSlopeOfAJumpIsItsDirection() {
    Slope slope = Slope.ofJump(new float[] {1, 1}, new float[] {4, 5}).orElseThrow();
    assertEquals(5, slope.score());
    assertArrayEquals(new float[] {0.6f, 0.8f}, slope.weights(), 1e-7f);
    assertEquals(6.4, slope.linear(new float[] {4, 5}), 1e-6);
    assertTrue(Slope.ofJump(new float[] {4, 5}, new float[] {4, 5}).isEmpty());
    assertTrue(Slope.ofJump(new float[] {4}, new float[] {4, 5}).isEmpty());
  }

  private static RiskModel head(SplittableRandom random, int... widths) {
    List<RiskLayer> layers = new ArrayList<>();
    for (int l = 0; l < widths.length; l++) {
      int out = l + 1 < widths.length ? widths[l + 1] : 1;
      layers.add(new RiskLayer(widths[l], vector(random, widths[l] * out), vector(random, out)));
    }
    return new RiskModel(
        "risk", 1, new RiskModel.Source("m", 1), layers, ModelCard.untrained(widths[0]));
  }

  private static float[] vector(SplittableRandom random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return vector;
  }

  private static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The row of v0 by the last layer alone, over what it hears but one. */
  private static float[] lastLayer(SageModel model, ReferenceGraph graph, EdgeRef without) {
    SageLayer last = model.layer(model.depth() - 1);
    Map<String, float[]> inputs =
        model.depth() == 1
            ? graph.featureRows(model)
            : graph.embed(
                new SageModel(
                    "before", 1, model.layers().subList(0, model.depth() - 1), model.card()),
                1);
    boolean normalised = last.isNormalisedByDegree();
    int width = last.messageWidth();
    long[] sums = new long[width];
    int count = 0;
    for (EdgeEvent edge : graph.edges()) {
      if (edge.dst().equals("v0") && !EdgeRef.of(edge).equals(without)) {
        float[] message = new float[width];
        last.message(1, inputs.get(edge.src()), message);
        if (normalised) {
          Degree.scale(message, 0, width, Degree.scale(degree(graph, edge.src())));
        }
        FixedPoint.addDifference(null, 0, message, 0, edge.weight(), 1, sums, 0, width);
        count++;
      }
    }
    float[] self = new float[last.selfWidth()];
    last.self(1, inputs.get("v0"), self);
    if (normalised) {
      Degree.scale(self, 0, self.length, Degree.scale(degree(graph, "v0")));
    }
    float[] aggregate = new float[width];
    long by = normalised ? degree(graph, "v0") : count; // the degree stays as it is
    ((SumAggregator) last.aggregator()).mean(sums, 0, by, self, 0, aggregate, 0);
    float[] out = new float[last.outputWidth()];
    last.update(1, self, aggregate, out);
    return out;
  }

  private static long degree(ReferenceGraph graph, String vertex) {
    return graph.edges().stream()
        .filter(edge -> edge.dst().equals(vertex))
        .mapToLong(edge -> FixedPoint.quantise(edge.weight()))
        .sum();
  }

  @Example
  void whatHasNoLinearPartIsRefused() {
    SageModel unit = SageModel.random("m", 1, new int[] {2, 2}, 1, true);
    assertEquals(
        "expected a model that takes the mean, or the normalised sum, of all in-neighbors, with"
            + " a linear last layer; came"
            + " mean, all, last activation NONE, length 1",
        assertThrows(ExplanationException.class, () -> new Explainer(unit)).getMessage());
    SageModel gcn = SageModel.random("m", 1, AggregatorType.GCN, new int[] {2, 2}, 1, false);
    assertThrows(ExplanationException.class, () -> new Explainer(gcn));
    SageModel sampled =
        SageModel.random("m", 1, new int[] {2, 2}, 1, false)
            .withSampling(new Sampling(List.of(2), Sampling.Order.HASH, 1));
    assertThrows(ExplanationException.class, () -> new Explainer(sampled));
    SageModel plain = SageModel.random("m", 1, new int[] {2, 2}, 1, false);
    assertEquals(
        "expected a vertex that exists; there is no 'nobody'",
        assertThrows(
                ExplanationException.class,
                () -> new Explainer(plain).explain(new ReferenceGraph(false), "nobody", "v"))
            .getMessage());
  }

  private static SageModel model(SplittableRandom random, long seed) {
    int[] widths = random.ints(2 + random.nextInt(3), 1, 6).toArray();
    AggregatorType aggregator =
        random.nextBoolean() ? AggregatorType.MEAN : AggregatorType.NORMALISED_SUM;
    return SageModel.random("m", 1, aggregator, widths, seed, false);
  }

  private static List<GraphEvent> events(SplittableRandom random, int width) {
    List<GraphEvent> events = new ArrayList<>();
    for (int v = 0; v < VERTICES; v++) {
      float[] features = new float[width];
      for (int i = 0; i < width; i++) {
        features[i] = (float) random.nextDouble(-2, 2);
      }
      events.add(new FeaturesEvent("v" + v, 1, features));
    }
    for (int i = 0; i < 25; i++) {
      events.add(
          new EdgeEvent(
              EdgeEvent.Op.ADD,
              "v" + random.nextInt(VERTICES),
              "v" + random.nextInt(VERTICES),
              "p" + i,
              2 + i,
              random.nextBoolean() ? 1 : (float) random.nextDouble(0, 3)));
    }
    return events;
  }

  private static ReferenceGraph graph(List<GraphEvent> events) {
    ReferenceGraph graph = new ReferenceGraph(false);
    events.forEach(graph::apply);
    return graph;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
