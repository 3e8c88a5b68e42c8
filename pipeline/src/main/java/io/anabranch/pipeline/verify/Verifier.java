// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.model.layer.ErrorBound;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.state.event.GraphEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The auditor: reads the input topics back up to a probe, applies the gate and the order of writes,
 * computes every embedding from scratch, and compares with the embeddings topic bit for bit.
 */
public final class Verifier {

  /**
   * What was found.
   *
   * @param records of the input topics up to the probe
   * @param refused of those, how many the gate refuses
   * @param otherVersions rows of another model version than the one that the job serves
   */
  public record Report(
      ProbeStatus probe,
      long records,
      long refused,
      long edges,
      long otherVersions,
      Comparison comparison) {

    /** True when every embedding is there, of the right version, with the right bits. */
    public boolean isExact() {
      return comparison.isExact() && otherVersions == 0;
    }
  }

  private final AnabranchConfig config;
  private final SageModel model;
  private final String rowsTopic;
  private final TopicReader reader;

  public Verifier(AnabranchConfig config, SageModel model) {
    this(config, model, config.topics().embeddings());
  }

  private Verifier(AnabranchConfig config, SageModel model, String rowsTopic) {
    this.config = config;
    this.model = model;
    this.rowsTopic = rowsTopic;
    this.reader = config.kafka().committed();
  }

  /** Of the rows of the second model, that links are scored with. */
  public static Verifier ofLinkModel(AnabranchConfig config, SageModel linkModel) {
    return new Verifier(config, linkModel, config.link().topics().embeddings());
  }

  /**
   * Compares at a probe.
   *
   * @throws VerificationException when the topics hold more, or less, than the probe speaks of
   */
  public Report verify(ProbeStatus probe) {
    return verify(probe, Stream.empty());
  }

  /**
   * Compares at a probe of a job that started from a bootstrap.
   *
   * @param bootstrapped the events of the bootstrap: they passed no gate, and count all
   * @throws VerificationException when the topics hold more, or less, than the probe speaks of
   */
  public Report verify(ProbeStatus probe, Stream<GraphEvent> bootstrapped) {
    requireModel(probe);
    requireAtRest(probe);
    TopicGraph topics = new TopicGraph(config, model.inputWidth());
    topics.apply(bootstrapped);
    topics.read(reader, probe.offsets());
    requireHorizon(probe, topics);
    ReferenceGraph graph = topics.graph();
    Map<String, Embedding> rows = rows();
    long otherVersions =
        rows.values().stream().filter(row -> row.modelVersion() != model.version()).count();
    Map<String, float[]> actual = new HashMap<>();
    rows.forEach((vertex, row) -> actual.put(vertex, row.values()));
    Map<String, float[]> expected = graph.embed(model, Runtime.getRuntime().availableProcessors());
    return new Report(
        probe,
        topics.records(),
        topics.refused(),
        graph.edges().size(),
        otherVersions,
        Comparison.of(expected, actual, bound(graph)));
  }

  /** By how much embeddings may differ from exact; 0 where nothing is held back. */
  private double bound(ReferenceGraph graph) {
    double largest =
        graph.edges().stream().mapToDouble(edge -> Math.abs(edge.weight())).max().orElse(0);
    return ErrorBound.of(model, config.embeddings().epsilon(), largest);
  }

  /** The latest row of every vertex that has one. */
  private Map<String, Embedding> rows() {
    Map<String, Embedding> rows = new HashMap<>();
    reader.read(
        rowsTopic,
        record -> {
          String vertex = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            rows.remove(vertex);
          } else {
            rows.put(vertex, decode(record));
          }
        });
    return rows;
  }

  /** A row of an embeddings topic. */
  static Embedding decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return EmbeddingCodecs.decodeAny(record.value());
    } catch (BadRecordException e) {
      throw new VerificationException(
          TopicReader.where(record) + " is no embedding: " + e.getMessage());
    }
  }

  /** At rest the horizon is that of the logs up to the probe: the job must have come to it. */
  private void requireHorizon(ProbeStatus probe, TopicGraph topics) {
    String edges = config.topics().edges();
    long horizon = topics.horizon(probe.offsets().get(edges).length);
    if (horizon != probe.horizon()) {
      throw new VerificationException(
          "the horizon of %s is %d at the probe, the job had come to %d"
              .formatted(edges, horizon, probe.horizon()));
    }
  }

  private void requireModel(ProbeStatus probe) {
    if (!rowsTopic.equals(config.topics().embeddings())) {
      return; // the probe speaks of the served model, and the second one never changes
    }
    if (probe.modelVersion() != model.version()) {
      throw new VerificationException(
          "the job served model version %d at the probe, %s holds version %d"
              .formatted(probe.modelVersion(), config.model().path(), model.version()));
    }
  }

  private void requireAtRest(ProbeStatus probe) {
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      for (TopicInfo info : topics.describe(TopicGraph.inputs(config)).values()) {
        long[] offsets = probe.offsets().get(info.name());
        if (offsets == null || offsets.length != info.partitions()) {
          throw new VerificationException(
              "the probe speaks of %s, but %s has %d partitions"
                  .formatted(probe.offsets().keySet(), info.name(), info.partitions()));
        }
        for (int p = 0; p < offsets.length; p++) {
          requireAtRest(info, p, offsets[p]);
        }
      }
    }
  }

  private static void requireAtRest(TopicInfo info, int partition, long probed) {
    if (info.begins()[partition] > 0) {
      throw new VerificationException(
          "%s-%d begins at offset %d: what was before it is deleted, so nobody can recompute"
              .formatted(info.name(), partition, info.begins()[partition]));
    }
    if (info.ends()[partition] != probed + 1) {
      throw new VerificationException(
          "%s-%d holds %d records behind the last probe: stop the producers and verify with a probe"
                  .formatted(info.name(), partition, info.ends()[partition] - probed - 1)
              + " of its own (--probe)");
    }
  }
}
