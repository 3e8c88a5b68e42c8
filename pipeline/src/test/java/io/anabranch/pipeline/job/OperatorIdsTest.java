// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The uids under which savepoints keep state. When this test fails, do not change it: savepoints of
 * running jobs would no longer be found.
 */
class OperatorIdsTest {

  @TempDir Path directory;

  private static final Set<String> OF_EVERY_DEPTH =
      Set.of(
          "events-source",
          "gate",
          "models",
          "neighborhood",
          "scatter-0",
          "layer-1",
          "status",
          "embeddings-sink",
          "dead-letters-sink",
          "status-sink",
          // Flink's, from those of the sinks
          "Sink Committer: embeddings-sink",
          "Sink Committer: dead-letters-sink",
          "Sink Committer: status-sink");

  private static final Set<String> OF_QUESTIONS =
      Set.of(
          "alert-questions-source",
          "alert-questions",
          "alert-asking",
          "alert-explanations",
          "alert-questions-sink",
          "Sink Committer: alert-questions-sink");

  @Test
  void uidsOfOneToThreeLayers() {
    Set<String> expected = new TreeSet<>(OF_EVERY_DEPTH);
    assertEquals(expected, uids(1));
    expected.add("layer-2");
    assertEquals(expected, uids(2));
    expected.add("layer-3");
    assertEquals(expected, uids(3));
  }

  @Test
  void uidsOfScoresOfLinks() {
    Set<String> expected = uids(1);
    expected.addAll(
        Set.of(
            "link-queries-source",
            "link-queries",
            "link-first-end",
            "link-second-end",
            "link-index",
            "link-partners"));
    for (String sink :
        Set.of(
            "surprises-sink", "link-answers-sink", "link-scores-sink", "link-dead-letters-sink")) {
      expected.add(sink);
      expected.add("Sink Committer: " + sink);
    }
    assertEquals(expected, uids(1, "link.enabled=true"));
  }

  @Test
  void uidsOfAlerts() {
    String[] options = {
      "link.enabled=true",
      "alerts.rules[0].name=odd",
      "alerts.rules[0].metric=surprise",
      "alerts.rules[0].quantile=0.99",
      "alerts.rules[1].name=far",
      "alerts.rules[1].metric=embedding-jump",
      "alerts.rules[1].threshold=1",
      "alerts.rules[2].name=burst",
      "alerts.rules[2].metric=burst",
      "alerts.rules[2].threshold=1"
    };
    Set<String> expected = uids(1, "link.enabled=true");
    expected.addAll(
        Set.of(
            "scored-edges",
            "surprises",
            "surprise-limits",
            "vertex-scores",
            "vertex-limits",
            "ring-times",
            "ring-edges",
            "rings",
            "ring-limits"));
    expected.addAll(Set.of("alert-clocks", "alerts", "alerts-sink", "Sink Committer: alerts-sink"));
    assertEquals(expected, uids(1, options));
    List<String> chains = chains(options);
    assertTrue(
        chains.stream().anyMatch(chain -> isOf(chain, "link-second-end", "surprise-limits")));
    assertTrue(chains.stream().anyMatch(chain -> isOf(chain, "layer-1", "vertex-limits")));
  }

  private static boolean isOf(String chain, String... operators) {
    return Stream.of(operators).allMatch(chain::contains);
  }

  private static List<String> chains(String... options) {
    List<String> chains = new ArrayList<>();
    for (JobVertex vertex : graph(Pipeline.model(8, 8), options).getJobGraph().getVertices()) {
      chains.add(vertex.getName());
    }
    return chains;
  }

  /**
   * Where scores have a linear part: the model of the test has rows of length 1, which has none.
   */
  @Test
  void uidsOfAlertsThatSayWhatTheirScoresAreMadeOf() throws IOException {
    SageModel linear = SageModel.random("linear", 1, new int[] {8, 8}, 1, false);
    String[] options = {
      "link.enabled=true",
      "link.model=" + ModelArtifacts.write(linear, directory),
      "alerts.rules[0].name=odd",
      "alerts.rules[0].metric=surprise",
      "alerts.rules[0].threshold=1",
      "alerts.explain=0"
    };
    Set<String> expected = uids(1, options);
    expected.addAll(OF_QUESTIONS);
    options[5] = "alerts.explain=1";
    assertEquals(expected, uids(1, options));
  }

  /** Jumps need no links. */
  @Test
  void uidsOfJumpsThatSayWhatTheyAreMadeOf() {
    SageModel linear = SageModel.random("linear", 1, new int[] {8, 8}, 1, false);
    String[] options = {
      "alerts.rules[0].name=far",
      "alerts.rules[0].metric=embedding-jump",
      "alerts.rules[0].threshold=1",
      "alerts.explain=0"
    };
    Set<String> expected = uids(linear, options);
    assertEquals(expected, uids(1, options));
    options[3] = "alerts.explain=1";
    assertEquals(expected, uids(1, options), "rows of length 1 have no linear part");
    expected.addAll(OF_QUESTIONS);
    assertEquals(expected, uids(linear, options));
  }

  @Test
  void uidsOfTheEvaluation() {
    Set<String> expected = uids(2);
    expected.addAll(Set.of("evaluation", "evaluation-sink", "Sink Committer: evaluation-sink"));
    String recency = "evaluation.drift-scorer=recency";
    assertEquals(
        expected, uids(2, "evaluation.enabled=true", "evaluation.embeddings=false", recency));
    expected.add("evaluation-rows");
    assertEquals(expected, uids(2, "evaluation.enabled=true"));
  }

  @Test
  void theSourceHasNoMoreSubtasksThanPartitions() {
    AnabranchConfig config = AnabranchConfig.of("job.parallelism=8", "evaluation.enabled=true");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(config));
    new EmbeddingJob(config, Pipeline.model(8, 8), 3, 5, false).assemble(env);
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      int expected =
          switch (node.getTransformationUID().replace("Sink Committer: ", "")) {
            case "events-source", "gate", "dead-letters-sink" -> 5;
            case "models", "status", "status-sink", "evaluation", "evaluation-sink" -> 1;
            default -> 8;
          };
      assertEquals(expected, node.getParallelism(), node::getOperatorName);
    }
  }

  private static Set<String> uids(int depth, String... options) {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, 8);
    return uids(Pipeline.model(widths), options);
  }

  private static Set<String> uids(SageModel model, String... options) {
    Set<String> uids = new TreeSet<>();
    for (StreamNode node : graph(model, options).getStreamNodes()) {
      uids.add(node.getTransformationUID());
    }
    return uids;
  }

  private static StreamGraph graph(SageModel model, String... options) {
    AnabranchConfig config = AnabranchConfig.of(options);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(config));
    new EmbeddingJob(config, model, 3, 6, false).assemble(env);
    return env.getStreamGraph();
  }
}
