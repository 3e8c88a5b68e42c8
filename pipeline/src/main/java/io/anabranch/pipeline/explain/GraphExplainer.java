// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.Shares;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An {@link Explainer} of one graph, every row of which is computed once. */
public final class GraphExplainer {

  private static final Comparator<EdgeEvent> BY_NAME =
      Comparator.comparing(EdgeEvent::src).thenComparing(EdgeEvent::id);

  private final SageLayer last;
  private final LinkDecoder decoder;
  private final LinearLayer linear;
  private final Map<String, float[]> rows;
  private final Map<String, float[]> inputs; // of the last layer
  private final Map<String, List<EdgeEvent>> inEdges = new HashMap<>();
  private final Map<String, Long> degrees = new HashMap<>(); // weights of in-edges, in quanta

  GraphExplainer(SageModel model, LinkDecoder decoder, LinearLayer linear, ReferenceGraph graph) {
    this.decoder = decoder;
    this.last = model.layer(model.depth() - 1);
    this.linear = linear;
    this.rows = graph.embed(model, 1);
    this.inputs = inputs(model, graph);
    for (EdgeEvent edge : graph.edges()) {
      inEdges.computeIfAbsent(edge.dst(), vertex -> new ArrayList<>()).add(edge);
      degrees.merge(edge.dst(), FixedPoint.quantise(edge.weight()), Long::sum);
    }
    inEdges.values().forEach(edges -> edges.sort(BY_NAME));
  }

  private static Map<String, float[]> inputs(SageModel model, ReferenceGraph graph) {
    if (model.depth() == 1) {
      return graph.featureRows(model);
    }
    List<SageLayer> before = model.layers().subList(0, model.depth() - 1);
    return graph.embed(new SageModel(model.name(), model.version(), before, model.card()), 1);
  }

  /**
   * What the score of an edge from src to dst is made of, whether there is such an edge or not.
   *
   * @throws ExplanationException when one of the two does not exist
   */
  public LinearPart pair(String src, String dst) {
    return shares(dst, decoder.factors(require(rows, src))).part();
  }

  /**
   * What a score of a vertex is made of.
   *
   * @param slope of the score at a row
   * @throws ExplanationException when there is no such vertex
   */
  public LinearPart vertex(String vertex, Function<float[], Slope> slope) {
    Slope at = slope.apply(require(rows, vertex));
    return shares(vertex, at.weights()).part().ofScore(at.score());
  }

  private Shares shares(String dst, float[] weights) {
    float[] own = require(inputs, dst);
    List<Heard> heard = new ArrayList<>();
    inEdges.getOrDefault(dst, List.of()).forEach(edge -> heard.add(heard(edge)));
    if (!linear.isSum()) {
      float[] self = new float[last.selfWidth()];
      last.self(1, own, self);
      return Shares.ofMean(dst, linear.weighing(weights, self), heard);
    }
    double scale = scale(dst);
    return Shares.ofSum(dst, linear.weighing(weights, message(own, scale)), heard, scale);
  }

  private Heard heard(EdgeEvent edge) {
    float[] h = inputs.get(edge.src());
    float[] message = message(h, last.isNormalisedByDegree() ? scale(edge.src()) : 1);
    int width = last.messageWidth();
    long[] quanta = new long[width];
    FixedPoint.addDifference(null, 0, message, 0, edge.weight(), 1, quanta, 0, width);
    return new Heard(EdgeRef.of(edge), quanta);
  }

  private double scale(String vertex) {
    return Degree.scale(degrees.getOrDefault(vertex, 0L));
  }

  private float[] message(float[] h, double scale) {
    float[] message = new float[last.messageWidth()];
    last.message(1, h, message);
    if (scale != 1) {
      Degree.scale(message, 0, message.length, scale);
    }
    return message;
  }

  private static float[] require(Map<String, float[]> rows, String vertex) {
    float[] row = rows.get(vertex);
    if (row == null) {
      throw new ExplanationException("expected a vertex that exists; there is no '" + vertex + "'");
    }
    return row;
  }
}
