// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.files.ObjectStore;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.snapshot.SavedGraph;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graph in a savepoint of the live job is the one in its topics, file for file. */
class SavedGraphTest extends BrokerTest {

  @ParameterizedTest
  @CsvSource({"heap, directed", "rocksdb, undirected"})
  void aSavepointHoldsTheGraphOfTheTopics(String backend, String direction) throws Exception {
    Pipeline pipeline =
        pipeline(
            "saved-" + backend,
            Pipeline.model(8, 8),
            "job.parallelism=2",
            "edge.ttl=10m",
            "graph.direction=" + direction,
            "state.backend=" + backend);
    List<GraphEvent> events = withLabelsErasesAndAHub(Pipeline.payments(4, 200, 3_000));
    Path savepoint;
    ProbeStatus probe;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events);
      probe = pipeline.probe();
      savepoint = cluster.stop(job, directory.resolve("saved"));
    }

    GraphSnapshot saved = SavedGraph.read(pipeline.config, savepoint, Pipeline.DIMENSION);

    assertEquals(savepoint.getFileName().toString(), saved.origin().source());
    TopicGraph topics = new TopicGraph(pipeline.config, Pipeline.DIMENSION);
    topics.read(
        new TopicReader(
            broker.bootstrapServers(), Isolation.READ_COMMITTED, pipeline.config.kafka().timeout()),
        probe.offsets());
    GraphSnapshot expected = topics.graph().snapshot(Pipeline.DIMENSION, saved.origin().source());
    assertTrue(saved.edges().count() > 500, () -> saved.edges().count() + " edges");
    assertTrue(List.of(saved.labels()).contains("fraud"));
    assertTrue(List.of(saved.vertices()).contains("hub"));
    assertEquals(-1, Files.mismatch(file("saved", saved), file("expected", expected)));
    assertIsReadFromObjects(pipeline, savepoint, expected);
    assertAMissingFileIsNamed(pipeline, savepoint);
  }

  /** The same savepoint where nothing is local. */
  private static void assertIsReadFromObjects(
      Pipeline pipeline, Path savepoint, GraphSnapshot expected) throws IOException {
    URI place = URI.create("objects://bucket/" + savepoint.getFileName());
    ObjectStore.copy(savepoint, place);
    GraphSnapshot saved = new CheckpointSource(pipeline.config, place).take(Pipeline.DIMENSION);
    assertEquals(-1, Files.mismatch(file("objects", saved), file("expected", expected)));
    assertEquals(Optional.empty(), CheckpointFiles.fault(place));
    ObjectStore.clear();
    IOException refused =
        assertThrows(
            IOException.class,
            () -> new CheckpointSource(pipeline.config, place).take(Pipeline.DIMENSION));
    assertEquals("expected a checkpoint or savepoint; there is no " + place, refused.getMessage());
  }

  private static void assertAMissingFileIsNamed(Pipeline pipeline, Path savepoint)
      throws IOException {
    List<Path> state;
    try (Stream<Path> files = Files.list(savepoint)) {
      state = files.filter(file -> !file.endsWith("_metadata")).toList();
    }
    Files.delete(state.get(0));
    IOException refused =
        assertThrows(
            IOException.class,
            () -> SavedGraph.read(pipeline.config, savepoint, Pipeline.DIMENSION));
    assertEquals(
        "checkpoint %s cannot be read: %s is missing"
            .formatted(savepoint, state.get(0).getFileName()),
        refused.getMessage());
  }

  private static Path file(String name, GraphSnapshot snapshot) throws IOException {
    Path file = directory.resolve(name + ".safetensors");
    SnapshotFile.write(snapshot, file);
    return file;
  }

  /** A hub has enough in-edges to need pages; some accounts have labels; some are erased. */
  private static List<GraphEvent> withLabelsErasesAndAHub(List<GraphEvent> events) {
    List<GraphEvent> all = new ArrayList<>(events);
    long end = events.stream().mapToLong(GraphEvent::timestamp).max().orElseThrow();
    for (int i = 0; i < 1_000; i++) {
      all.add(EdgeEvent.add("fan-" + i, "hub", end));
    }
    EdgeEvent edge =
        (EdgeEvent) events.stream().filter(EdgeEvent.class::isInstance).findFirst().orElseThrow();
    all.add(new LabelEvent(edge.src(), end, "fraud"));
    all.add(new EraseEvent(edge.dst(), end - 1));
    all.add(new EraseEvent("fan-7", end));
    return all;
  }

  @Test
  void aCheckpointThatIsNotThereIsNamed() {
    Pipeline pipeline = pipeline("saved-none", Pipeline.model(8, 8));
    Path none = directory.resolve("chk-none");

    IOException refused =
        assertThrows(IOException.class, () -> SavedGraph.read(pipeline.config, none, 8));

    assertTrue(refused.getMessage().contains("chk-none"), refused.getMessage());
  }
}
