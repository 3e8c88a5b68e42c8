// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.verify.ReferenceGraph;
import java.util.function.Function;

/**
 * Takes {@code z_dst . z_src}, or a score of one vertex, apart: what comes from each in-edge, by
 * the kernels of the model that is served. Of models that take the mean of all in-neighbors, or
 * their sum by degrees as graph convolution does, and whose last layer is linear: with an
 * activation or rows of length 1 at the end there is no linear part that adds up.
 *
 * <pre>{@code
 * LinearPart part = new Explainer(model).explain(graph, "alice", "bob");
 * LinearPart risk = new Explainer(model).explain(graph, "bob", row -> Slope.ofRisk(head, row));
 * }</pre>
 */
public final class Explainer {

  private final SageModel model;
  private final LinkDecoder decoder;
  private final LinearLayer linear;

  /**
   * Of scores that are products of whole rows.
   *
   * @throws ExplanationException when the model's scores have no linear part
   */
  public Explainer(SageModel model) {
    this(model, LinkDecoder.INNER_PRODUCT);
  }

  /**
   * @param decoder how two rows become a score
   * @throws ExplanationException when the model's scores have no linear part
   */
  public Explainer(SageModel model, LinkDecoder decoder) {
    SageLayer last = model.layer(model.depth() - 1);
    this.model = model;
    this.decoder = decoder;
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

  /** All that is asked of one graph, which is computed once. */
  public GraphExplainer on(ReferenceGraph graph) {
    return new GraphExplainer(model, decoder, linear, graph);
  }

  /**
   * What the score of an edge from src to dst is made of, whether there is such an edge or not.
   *
   * @throws ExplanationException when one of the two does not exist
   */
  public LinearPart explain(ReferenceGraph graph, String src, String dst) {
    return on(graph).pair(src, dst);
  }

  /**
   * What a score of a vertex is made of.
   *
   * @param slope of the score at a row
   * @throws ExplanationException when there is no such vertex
   */
  public LinearPart explain(ReferenceGraph graph, String vertex, Function<float[], Slope> slope) {
    return on(graph).vertex(vertex, slope);
  }
}
