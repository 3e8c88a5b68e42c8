// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.codec.JsonEventCodec;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * z = 2 mean + 1 + 3 h, the log odds are 2 z - 10. Bob is 0.5 and hears 4 of alice and 2 of carol:
 * z = 6 + 1 + 1.5 = 8.5, the log odds 17 - 10 = 7. Of the 17 alice gives 2 * 2 * 4 / 2 = 8, carol
 * 4, bob himself 3 and the bias 2; without alice carol gives 8, together 13.
 */
class ExplainCommandTest {

  @TempDir private Path directory;

  @Test
  void aRiskIsTakenApart() throws Exception {
    String model = "-Dmodel.path=" + model();
    String risk = "-Dalerts.risk-model=" + risk();
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      String servers = "-Dkafka.bootstrap-servers=" + broker.bootstrapServers();
      Cli.run("topics", "create", servers, "-Dtopics.partitions=1");
      send(broker.bootstrapServers());

      Cli bob = Cli.run("explain", servers, model, risk, "--vertex", "bob");

      assertEquals(
          """
          bob: linear part 17.000000, remainder -10.000000, risk 0.999089
            itself gives 3.0000
            bias gives 2.0000
            alice -> bob gives 8.0000 of 17.0000; without it 13.0000
            carol -> bob gives 4.0000 of 17.0000; without it 21.0000
            the rest gives 0.0000
          """,
          bob.out(),
          bob::err);
      Cli edge = Cli.run("explain", servers, model, "--src", "carol", "--dst", "bob");
      assertEquals(ExitCode.OK, edge.exitCode(), edge::err); // carol is 2 * 0 + 1 + 3 * 2 = 7
      assertTrue(edge.out().startsWith("carol -> bob: linear part 59.500000, "), edge::out);
      Cli nobody = Cli.run("explain", servers, model, risk, "--vertex", "nobody");
      assertEquals(
          "anabranch: expected a vertex that exists; there is no 'nobody'\n", nobody.err());
    }
  }

  @Test
  void whatIsAskedIsOneOfTheTwo() throws Exception {
    String model = "-Dmodel.path=" + model();
    assertEquals(ExitCode.USAGE, Cli.run("explain", model).exitCode());
    assertEquals(ExitCode.USAGE, Cli.run("explain", model, "--src", "a").exitCode());
    assertEquals(
        ExitCode.USAGE,
        Cli.run("explain", model, "--src", "a", "--dst", "b", "--vertex", "b").exitCode());
    Cli without = Cli.run("explain", model, "--vertex", "bob");
    assertEquals(ExitCode.USAGE, without.exitCode());
    assertTrue(
        without
            .err()
            .contains("--vertex: expected alerts.risk-model to name a risk model, it is empty"),
        without::err);
  }

  private Path model() throws IOException {
    SageWeights weights = new SageWeights(1, 1, new float[] {2}, new float[] {1}, new float[] {3});
    return ModelArtifacts.write(
        new SageModel(
            "m",
            1,
            List.of(new SageLayer(weights, false, Activation.NONE, false)),
            ModelCard.untrained(1)),
        directory);
  }

  private Path risk() throws IOException {
    return RiskArtifacts.write(
        new RiskModel(
            "risk",
            1,
            new RiskModel.Source("m", 1),
            List.of(new RiskLayer(1, new float[] {2}, new float[] {-10})),
            ModelCard.untrained(1)),
        directory);
  }

  private static void send(String servers) {
    List<GraphEvent> events =
        List.of(
            new FeaturesEvent("alice", 1, new float[] {4}),
            new FeaturesEvent("bob", 1, new float[] {0.5f}),
            new FeaturesEvent("carol", 1, new float[] {2}),
            EdgeEvent.add("alice", "bob", 2),
            EdgeEvent.add("carol", "bob", 3));
    new Replayer(servers, TopicNames.defaults(), new JsonEventCodec(EventLimits.ofDimension(1)))
        .replay(events.iterator(), ReplayOptions.FLAT_OUT, sent -> {});
  }
}
