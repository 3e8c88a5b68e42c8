// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.explain.Explainer;
import io.anabranch.pipeline.explain.ExplanationException;
import io.anabranch.pipeline.explain.GraphExplainer;
import io.anabranch.pipeline.explain.Slope;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares parts of scores, share by share, with those that come from scratch on the graph that the
 * topics describe now: of alerts whose rows are still the last ones of their vertices, by the
 * models at hand. A row may outlive the graph that it came from: of parts that change and leave
 * their sum as it was, nothing is said. So a total that is not the same number to the last quantum,
 * an edge that is not there and another number of edges say that there is nothing to compare, and
 * are no fault. An edge that was written again with a newer timestamp is the same edge.
 */
final class GraphParts {

  /** What came of it. */
  enum Compared {
    SAME,
    OTHER,
    NOT
  }

  /** A model with the graph, computed when somebody asks. */
  static final class Graph {

    private final SageModel model;
    private final LinkDecoder decoder;
    private final Supplier<ReferenceGraph> graph;
    private @Nullable GraphExplainer explainer;

    /**
     * @param decoder how two of its rows become a score
     */
    Graph(SageModel model, LinkDecoder decoder, Supplier<ReferenceGraph> graph) {
      this.model = model;
      this.decoder = decoder;
      this.graph = graph;
    }

    private GraphExplainer explainer() {
      if (explainer == null) {
        explainer = new Explainer(model, decoder).on(graph.get());
      }
      return explainer;
    }

    private boolean isOf(LinearPart part) {
      return part.rows().stream().allMatch(row -> row.modelVersion() == model.version());
    }
  }

  /** The graph of the topics, read once. */
  private static final class TopicsNow implements Supplier<ReferenceGraph> {

    private final AnabranchConfig config;
    private final int width;
    private @Nullable ReferenceGraph graph;

    TopicsNow(AnabranchConfig config, int width) {
      this.config = config;
      this.width = width;
    }

    @Override
    public ReferenceGraph get() {
      if (graph == null) {
        TopicGraph topics = new TopicGraph(config, width);
        topics.readAll();
        graph = topics.graph();
      }
      return graph;
    }
  }

  private final Graph served;
  private final Graph scored;
  private final LinkRows rows;
  private final LinkRows linkRows;
  private final @Nullable RiskModel risk;
  private final @Nullable RiskGradient gradient; // of it

  /**
   * @param served the model whose rows are the embeddings, and those
   * @param scored the model that links are scored with, and its rows
   * @param risk null where there is none
   */
  GraphParts(
      Graph served, LinkRows rows, Graph scored, LinkRows linkRows, @Nullable RiskModel risk) {
    this.served = served;
    this.rows = rows;
    this.scored = scored;
    this.linkRows = linkRows;
    this.risk = risk;
    this.gradient = risk == null ? null : new RiskGradient(risk);
  }

  /**
   * With the graph that the topics describe when the first alert asks for it.
   *
   * @param served the model whose rows are the embeddings
   * @throws VerificationException when the model that links are scored with cannot be read
   */
  static GraphParts of(
      AnabranchConfig config,
      SageModel served,
      LinkRows rows,
      LinkRows linkRows,
      @Nullable RiskModel risk) {
    Supplier<ReferenceGraph> graph = new TopicsNow(config, served.inputWidth());
    LinkDecoder decoder = config.link().rules().decoder();
    Graph ofServed = new Graph(served, decoder, graph);
    Graph ofScored =
        config
            .link()
            .model()
            .filter(path -> config.link().enabled())
            .map(path -> new Graph(linkModel(path), decoder, graph))
            .orElse(ofServed);
    return new GraphParts(ofServed, rows, ofScored, linkRows, risk);
  }

  private static SageModel linkModel(Path path) {
    try {
      return ModelArtifacts.read(path);
    } catch (ArtifactException e) {
      throw new VerificationException("the model of links: " + e.getMessage());
    }
  }

  /** Whether the parts of an alert are those from scratch. */
  Compared compare(Alert alert) {
    LinearPart said = alert.linear();
    Optional<LinearPart> anew;
    try {
      anew = anew(alert, said);
    } catch (ExplanationException e) { // the vertex is gone, or the model is another
      return Compared.NOT;
    }
    if (anew.isEmpty() || !anew.get().total().sameAs(said.total())) {
      return Compared.NOT;
    }
    return compare(said, anew.get());
  }

  private Optional<LinearPart> anew(Alert alert, LinearPart said) {
    return switch (alert.metric()) {
      case SURPRISE -> {
        EdgeRef edge = alert.events().get(0);
        yield isLast(scored, linkRows, said, 2)
            ? Optional.of(scored.explainer().pair(edge.src(), edge.dst()))
            : Optional.empty();
      }
      case RISK ->
          risk != null && risk.source().version() == served.model.version()
              ? vertex(said, Optional.of(row -> Slope.ofRisk(gradient, row)))
              : Optional.empty();
      case EMBEDDING_JUMP -> vertex(said, slopeOfJump(said));
      case RING, BURST -> Optional.empty();
    };
  }

  private Optional<Function<float[], Slope>> slopeOfJump(LinearPart said) {
    float[] before = said.rows().size() == 2 ? rows.values(said.rows().get(1)) : null;
    return before == null ? Optional.empty() : Optional.of(row -> Slope.requireJump(before, row));
  }

  private Optional<LinearPart> vertex(LinearPart said, Optional<Function<float[], Slope>> slope) {
    return slope
        .filter(at -> isLast(served, rows, said, 1))
        .map(at -> served.explainer().vertex(said.vertex(), at));
  }

  /** Whether the first rows that parts name are the last ones there are. */
  private static boolean isLast(Graph graph, LinkRows topic, LinearPart part, int first) {
    if (part.rows().size() < first || !graph.isOf(part)) {
      return false;
    }
    for (RowName row : part.rows().subList(0, first)) {
      if (!topic.isLast(row)) {
        return false;
      }
    }
    return true;
  }

  /** Shares that have the same total. */
  static Compared compare(LinearPart said, LinearPart anew) {
    if (!said.self().sameAs(anew.self()) || !said.bias().sameAs(anew.bias())) {
      return Compared.OTHER;
    }
    Map<EdgeRef, EdgeShare> shares = new HashMap<>();
    anew.edges().forEach(share -> shares.put(named(share), share));
    boolean same = said.rest().sameAs(anew.rest());
    for (EdgeShare share : said.edges()) {
      EdgeShare other = shares.get(named(share));
      if (other == null || !edges(share).equals(edges(other))) {
        return Compared.NOT;
      }
      same &= share.share().sameAs(other.share()) && share.without().sameAs(other.without());
    }
    return same ? Compared.SAME : Compared.OTHER;
  }

  /** Of an edge that was written again the last one counts. */
  private static EdgeRef named(EdgeShare share) {
    EdgeRef edge = share.edge();
    return new EdgeRef(edge.src(), edge.dst(), edge.id(), 0);
  }

  /** Tells of how many edges a mean is: they are in the denominator, which is never reduced. */
  private static BigInteger edges(EdgeShare share) {
    return share.share().denominator();
  }
}
