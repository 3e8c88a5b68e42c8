// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.device.Devices;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.train.Identity;
import io.anabranch.pipeline.train.Request;
import io.anabranch.pipeline.train.Session;
import io.anabranch.pipeline.train.Settings;
import io.anabranch.pipeline.train.Training;
import io.anabranch.pipeline.train.Trainings;
import io.anabranch.pipeline.train.Widths;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short training on planted rings, and what the model then says of a stream it never saw. */
class RingTrainingTest {

  private static Session session;
  private static RingModel model;
  private static Path artifact;

  @BeforeAll
  static void train(@TempDir Path directory) throws Exception {
    Training training = Trainings.of("rings");
    Settings settings = Settings.of(training.settings(), Map.of("epochs", "12"));
    session = training.open(new Request(null, settings, 1, Devices.named("cpu"), Widths.OF_DATA));
    session.train(epoch -> {});
    TreeMap<String, String> all = new TreeMap<>(settings.all());
    all.putAll(session.widths().asSettings());
    ModelCard card = new ModelCard(1, "test", null, null, all, new TreeMap<>());
    artifact = session.write(new Identity(directory, "rings", 1, card));
    model = RingModel.read(NetworkArtifacts.toBytes(NetworkArtifacts.read(artifact)));
  }

  @Test
  void ringsOfAnotherFoldAreToldFromOthers() {
    double accuracy = session.evaluate().metrics().get("test_accuracy");
    assertTrue(accuracy > 0.9, "test accuracy " + accuracy);
  }

  /** The whole way: every edge surprising, so that the trigger goes by numbers alone. */
  @Test
  void ringsOfAnotherStreamAreFound() {
    GeneratorOptions options = GeneratorOptions.tidy(77, 2_400, 6_000, 0).withFraud(10, 10);
    PaymentGenerator generator = new PaymentGenerator(options);
    RingWatch watch = new RingWatch(new RingWatch.Settings(120_000, 100_000, 0, 12), model);
    List<Signal> signals = new ArrayList<>();
    Iterator<GraphEvent> events = generator.events();
    while (events.hasNext()) {
      if (events.next() instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
        watch.edge(EdgeRef.of(edge), 1, signals::add);
      }
    }
    Set<String> members = new HashSet<>();
    generator.truth().rings().forEach(ring -> members.addAll(ring.accounts()));
    Set<String> said = new HashSet<>();
    int right = 0;
    int raised = 0;
    for (Signal signal : signals) {
      assertEquals(Metric.RING, signal.metric());
      if (signal.score() > 0.9f) {
        raised++;
        right += members.contains(signal.vertex()) ? 1 : 0;
        said.add(signal.vertex());
      }
    }
    int found = 0;
    for (PlantedTruth.Ring ring : generator.truth().rings()) {
      found += ring.accounts().stream().anyMatch(said::contains) ? 1 : 0;
    }
    String what = "%d of 10 rings; %d of %d above 0.9 are members".formatted(found, right, raised);
    assertTrue(found >= 8, what);
    assertTrue(right >= 0.6 * raised, what);
  }

  @Test
  void everyVertexHasOneRole() {
    RecentEdges recent = new RecentEdges(100);
    for (int i = 0; i < 30; i++) {
      recent.add("r" + i % 5, "r" + (i + 1) % 5, i, false);
    }
    EgoGraph ego = EgoGraph.of(recent, "r0", 0);
    RingScore score = model.score(ego);
    assertTrue(score.roles().get(0).contains("r0"), "the center's role comes first");
    List<String> all = score.roles().stream().flatMap(List::stream).sorted().toList();
    assertEquals(List.of("r0", "r1", "r2", "r3", "r4"), all);
    assertEquals(score, model.score(ego), "the same bits again");
  }

  @Test
  void anotherKindOfNetworkIsRefused() throws Exception {
    NetworkArtifact read = NetworkArtifacts.read(artifact);
    ArtifactBytes other =
        NetworkArtifacts.toBytes(
            new NetworkArtifact("rings", 1, "diffpool", read.card(), read.tensors()));
    assertThrows(ArtifactException.class, () -> RingModel.read(other));
  }
}
