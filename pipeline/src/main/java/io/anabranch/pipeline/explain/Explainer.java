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
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes {@code z_dst . z_src} apart: what comes from each in-edge of dst, by the kernels of the
 * model that is served. Of models that take the mean of all in-neighbors, or their sum by degrees
 * as graph convolution does, and whose last layer is linear: with an activation or rows of length 1
 * at the end there is no linear part that adds up.
 *
 * <pre>{@code
 * LinearPart part = new Explainer(model).explain(graph, "alice", "bob");
 * }</pre>
 */
public final class Explainer {

  private static final Comparator<EdgeEvent> BY_NAME =
      Comparator.comparing(EdgeEvent::src).thenComparing(EdgeEvent::id);

  private final SageModel model;
  private final SageLayer last;
  private final LinearLayer linear;

  /**
   * @throws ExplanationException when the model's scores have no linear part
   */
  public Explainer(SageModel model) {
    this.model = model;
    this.last = model.layer(model.depth() - 1);
    this.linear =
        LinearLayer.of(model)
            .orElseThrow(
                () ->
                    new ExplanationException(
                        "expected a model that takes the mean, or the normalised sum, of all"
                            + " in-neighbors, with a linear last layer; came"
                            + " %s, %s, last activation %s, length %s"
                                .formatted(
                                    model.aggregator().text(),
                                    model.sampling().takesAll() ? "all" : "a sample",
                                    last.activation(),
                                    last.normalise() ? "1" : "as it comes")));
  }

  /**
   * What the score of an edge from src to dst is made of, whether there is such an edge or not.
   *
   * @throws ExplanationException when one of the two does not exist
   */
  public LinearPart explain(ReferenceGraph graph, String src, String dst) {
    float[] other = require(graph.embed(model, 1), src);
    Map<String, float[]> inputs = inputs(graph);
    float[] own = require(inputs, dst);
    Map<String, Long> degrees = last.isNormalisedByDegree() ? degrees(graph) : Map.of();
    List<Heard> heard = new ArrayList<>();
    graph.edges().stream()
        .filter(edge -> edge.dst().equals(dst))
        .sorted(BY_NAME)
        .forEach(edge -> heard.add(heard(edge, inputs.get(edge.src()), degrees)));
    if (!linear.isSum()) {
      float[] self = new float[last.selfWidth()];
      last.self(1, own, self);
      return Shares.ofMean(dst, linear.weighing(other, self), heard).part();
    }
    double scale = scale(dst, degrees);
    return Shares.ofSum(dst, linear.weighing(other, message(own, scale)), heard, scale).part();
  }

  /** The weights of the in-edges of each vertex together, in quanta. */
  private static Map<String, Long> degrees(ReferenceGraph graph) {
    Map<String, Long> degrees = new HashMap<>();
    for (EdgeEvent edge : graph.edges()) {
      degrees.merge(edge.dst(), FixedPoint.quantise(edge.weight()), Long::sum);
    }
    return degrees;
  }

  private static double scale(String vertex, Map<String, Long> degrees) {
    return Degree.scale(degrees.getOrDefault(vertex, 0L));
  }

  /** What goes into the last layer. */
  private Map<String, float[]> inputs(ReferenceGraph graph) {
    if (model.depth() == 1) {
      return graph.featureRows(model);
    }
    List<SageLayer> before = model.layers().subList(0, model.depth() - 1);
    return graph.embed(new SageModel(model.name(), model.version(), before, model.card()), 1);
  }

  private Heard heard(EdgeEvent edge, float[] h, Map<String, Long> degrees) {
    boolean normalised = last.isNormalisedByDegree();
    float[] message = message(h, normalised ? scale(edge.src(), degrees) : 1);
    int width = last.messageWidth();
    long[] quanta = new long[width];
    FixedPoint.addDifference(null, 0, message, 0, edge.weight(), 1, quanta, 0, width);
    return new Heard(EdgeRef.of(edge), quanta);
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
