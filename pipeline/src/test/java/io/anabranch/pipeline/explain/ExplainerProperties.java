// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.layer.SumAggregator;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
