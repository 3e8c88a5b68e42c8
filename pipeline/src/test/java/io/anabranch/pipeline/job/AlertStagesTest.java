// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.ring.RingNetwork;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.MessageSerializer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages put together, from scored edges to alerts. */
class AlertStagesTest {

  @TempDir Path directory;

  @Test
  void surprisingEdgesBecomeAlertsThemselvesAndThroughRings() throws Exception {
    AnabranchConfig config =
        AnabranchConfig.of(
            "job.checkpoint-directory=" + directory,
            "link.enabled=true",
            "alerts.ring-model=" + ringModel("rings"),
            "rings.trigger-edges=3",
            "alerts.rules[0].name=odd",
            "alerts.rules[0].metric=surprise",
            "alerts.rules[0].threshold=5",
            "alerts.rules[1].name=ring",
            "alerts.rules[1].metric=ring",
            "alerts.rules[1].threshold=0");
    AlertStages stages = stages(config);
    assertTrue(stages.wantsRings() && stages.hasRules());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, FlinkSettings.of(config));
    DataStream<ScoredEdge> edges =
        env.fromData(
                List.of(edge("a", -3f), edge("b", Float.NaN), edge("c", -6f), edge("d", -4f)),
                ScoredEdge.TYPE)
            .name("edges")
            .uid("edges")
            .keyBy(scored -> scored.edge().dst(), Types.STRING) // as they leave the second end
            .filter(scored -> true)
            .name("by target")
            .uid("by-target");
    DataStream<Message> gated =
        env.<Message>fromData(
                List.of(new Message.Erase(0, new EraseEvent("nobody", 1), 0)),
                MessageSerializer.TYPE)
            .name("gated")
            .uid("gated");
    DataStream<Alert> alerts =
        stages.alerts(gated, stages.surprises(edges).union(stages.rings(gated, edges)));

    Map<String, Alert> byKey = new TreeMap<>();
    try (CloseableIterator<Alert> collected = alerts.executeAndCollect()) {
      collected.forEachRemaining(alert -> byKey.put(alert.key(), alert));
    }
    assertEquals(List.of("odd/0/v", "ring/0/v"), List.copyOf(byKey.keySet()));
    assertEquals((float) ScoredEdge.surprise(-6f), byKey.get("odd/0/v").score());
    assertEquals(
        List.of(new RowName("c", 1, 2, 3), new RowName("v", 1, 4, 5)), byKey.get("odd/0/v").rows());
    assertTrue(byKey.get("ring/0/v").reasons().get(0).startsWith("3 surprising edges around v"));
  }

  private static AlertStages stages(AnabranchConfig config) {
    SageModel model = Pipeline.model(8, 8);
    return AlertStages.of(config, model, Explaining.of(config, model, model, false));
  }

  @Test
  void nothingIsThereThatNobodyAskedFor() {
    AlertStages stages = stages(AnabranchConfig.defaults());
    assertFalse(stages.wantsRings() || stages.hasRules());
  }

  @Test
  void aNetworkThatTellsNoRingsIsRefused() throws Exception {
    AnabranchConfig config = AnabranchConfig.of("alerts.ring-model=" + ringModel("diffpool"));
    ConfigException refused = assertThrows(ConfigException.class, () -> stages(config));
    assertTrue(
        refused
            .getMessage()
            .contains(
                "alerts.ring-model: expected the artifact of such a model; came card.json: expected"
                    + " architecture rings and the setting hidden; got diffpool and 4"),
        refused.getMessage());
  }

  /** The smaller the logit, the more surprising; NaN: not scored. */
  private static ScoredEdge edge(String src, float logit) {
    EdgeEvent edge = EdgeEvent.add(src, "v", 10);
    return Float.isNaN(logit)
        ? new ScoredEdge(edge, 11, ScoredEdge.Outcome.UNKNOWN_VERTEX, null, null, 0f)
        : new ScoredEdge(
            edge,
            11,
            ScoredEdge.Outcome.SCORED,
            new RowName(src, 1, 2, 3),
            new RowName("v", 1, 4, 5),
            logit);
  }

  private Path ringModel(String architecture) throws Exception {
    PoolingNetwork network = RingNetwork.create(4, 1);
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(network.moments());
    ModelCard card =
        new ModelCard(1, "test", null, null, new TreeMap<>(Map.of("hidden", "4")), new TreeMap<>());
    return NetworkArtifacts.write(
        new NetworkArtifact("rings", 1, architecture, card, Weights.PLAIN.of(all)), directory);
  }
}
