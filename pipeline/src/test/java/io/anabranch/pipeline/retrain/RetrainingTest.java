// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskLearner;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {

  private static final Device CPU = Device.cpu(1);
  private static final GraphSnapshot GRAPH = Circles.snapshot(4, 20, 2_000);
  private static final SageModel FIRST =
      SageModel.random("circles", 1, new int[] {Circles.WIDTH, 8, 8}, 1, true);

  @TempDir private Path directory;
  private ModelRegistry registry;

  @BeforeEach
  void open() throws IOException {
    registry = ModelRegistry.at(directory.toUri());
    registry.publish(FIRST);
  }

  private Retraining retraining(SageModel first, int epochs, double margin, String... beside) {
    return retraining(first, epochs, margin, false, beside);
  }

  private Retraining retraining(
      SageModel first, int epochs, double margin, boolean refit, String... beside) {
    List<AutoencoderLearning> autoencoders =
        List.of(beside).stream()
            .map(name -> AutoencoderLearning.usual(name.equals("vgae")).withEpochs(epochs))
            .toList();
    RetrainSettings settings =
        new RetrainSettings(
            0.15, margin, 1, LinkRecipe.USUAL.withEpochs(epochs), 0, refit, autoencoders);
    return new Retraining(registry, first, new LocalLearner(CPU, "cpu"), CPU, settings);
  }

  private Retraining.Round run(Retraining retraining) throws IOException {
    return retraining.run(GRAPH, "snapshot 7", epoch -> {});
  }

  @Test
  void whatIsBetterIsPublishedAndItsCardSaysByHowMuch() throws IOException {
    Retraining.Round round = run(retraining(FIRST, 60, 0, "gae", "vgae"));

    assertTrue(round.challenge().gain() > 0.05, () -> "gain " + round.challenge().gain());
    SageModel read = registry.read("circles", 2);
    assertEquals(ModelArtifacts.sha256(round.published()), ModelArtifacts.sha256(read));
    assertEquals("snapshot 7", read.card().snapshotId());
    assertEquals(round.boundary() - 1, read.card().eventTimes().to());
    assertEquals(round.challenge().gain(), read.card().metrics().get("gain_auc"), 1e-12);
    assertEquals("0.15", read.card().settings().get("share"));
    assertEquals(1, registry.readNetwork("circles-gae", 1).version());
    assertEquals("vgae", registry.readNetwork("circles-vgae", 1).architecture());
  }

  /** What was learnt before is the champion, once it is promoted; the first model no more. */
  @Test
  void whatIsWorseIsNotPublished() throws IOException {
    run(retraining(FIRST, 60, 0));
    registry.promote("circles", 2);

    Retraining.Round round = run(retraining(FIRST, 1, 0));

    assertEquals(2, round.champion().version());
    assertTrue(round.challenge().gain() < 0, () -> "gain " + round.challenge().gain());
    assertNull(round.published());
    assertEquals(List.of(1, 2), registry.versions("circles"));
    assertEquals(3, run(retraining(FIRST, 1, 0.9)).published().version(), "within the margin");
  }

  /** It has seen the edges that were kept back from the one that was compared. */
  @Test
  void aRefitKnowsTheNewestEdges() throws IOException {
    SageModel compared = run(retraining(FIRST, 20, 1)).published();
    Retraining.Round round = run(retraining(FIRST, 20, 1, true));

    assertEquals(GRAPH.edges().latest(), round.published().card().eventTimes().to());
    assertEquals("true", round.published().card().settings().get("refit"));
    assertEquals(
        compared.card().metrics().get("validation_auc"),
        round.published().card().metrics().get("validation_auc"),
        "the card tells of the one that was compared");
    assertNotEquals(ModelArtifacts.sha256(compared), ModelArtifacts.sha256(round.published()));
  }

  /** What is published gets a head of its own, on its rows, where labels are. */
  @Test
  void aRiskHeadBelongsToTheModelThatIsPublished() throws IOException {
    String[] labels = new String[GRAPH.vertices().length];
    java.util.Arrays.setAll(labels, v -> v % 5 == 0 ? "fraud" : v % 5 == 1 ? "" : "fine");
    GraphSnapshot labelled =
        new GraphSnapshot(
            GRAPH.origin(), GRAPH.vertices(), GRAPH.features(), labels, GRAPH.edges());
    int[] counts = new int[4]; // risky and not, to learn from and to stop by
    RiskLearner learner =
        (train, validation, seed, name) -> {
          for (int label : train.labels()) {
            counts[1 - label]++;
          }
          for (int label : validation.labels()) {
            counts[3 - label]++;
          }
          RiskLayer layer = new RiskLayer(train.rows().columns(), new float[8], new float[1]);
          return new RiskModel(
              name.name(), name.version(), name.source(), List.of(layer), FIRST.card());
        };
    Retraining plain = retraining(FIRST, 1, 1);
    Retraining.Round round =
        new Retraining(
                registry,
                FIRST,
                plain.learner(),
                CPU,
                plain.settings(),
                new RiskHeads(learner, "fraud"))
            .run(labelled, "", epoch -> {});

    assertEquals(new RiskModel.Source("circles", 2), round.risk().source());
    assertEquals(List.of(1), registry.versions("circles-risk"));
    assertArrayEquals(new int[] {12, 36, 4, 12}, counts, "16 risky ones and 48 others");
    assertNull(run(retraining(FIRST, 1, 1)).risk(), "without labels");
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    SageModel a = run(retraining(FIRST, 5, 1)).published();
    SageModel b = run(retraining(FIRST, 5, 1)).published();

    assertEquals(ModelArtifacts.sha256(a), ModelArtifacts.sha256(b));
    assertEquals(3, b.version());
  }

  @Test
  void anAutoencoderIsComparedWithTheOneBefore() throws IOException {
    run(retraining(FIRST, 100, 1, "gae"));

    LinkOutcome outcome = run(retraining(FIRST, 1, 0, "gae")).links().get(0);

    assertEquals(0, outcome.version());
    assertTrue(outcome.challenge().gain() < 0, outcome::toString);
    assertEquals(List.of(1), registry.versions("circles-gae"));
  }

  /** A file stands where the model's directory would be: nobody can write there, root neither. */
  @Test
  void aRegistryThatCannotBeWrittenIsNamedAndNothingIsLeft() throws IOException {
    Path locked = Files.createFile(directory.resolve("locked"));
    ModelRegistry none = ModelRegistry.at(locked.toUri());
    Retraining retraining =
        new Retraining(
            none, FIRST, new LocalLearner(CPU, "cpu"), CPU, retraining(FIRST, 1, 1).settings());

    IOException refused = assertThrows(IOException.class, () -> run(retraining));

    assertTrue(refused.getMessage().contains("locked/circles"), refused.getMessage());
    assertEquals(0, Files.size(locked));
  }

  /** Whoever dies while learning has published nothing: there is nothing to clean up. */
  @Test
  void aLearnerThatDiesLeavesNothing() throws IOException {
    Retraining retraining = retraining(FIRST, 60, 1);

    assertThrows(
        OutOfMemoryError.class,
        () ->
            retraining.run(
                GRAPH,
                "",
                epoch -> {
                  throw new OutOfMemoryError("a test");
                }));

    assertEquals(List.of(1), registry.versions("circles"));
    try (var files = Files.walk(directory.resolve("circles"))) {
      assertEquals(4, files.count(), "the directory, the version, its two files");
    }
  }

  @Test
  void aDamagedChampionIsNamed() throws IOException {
    run(retraining(FIRST, 1, 1));
    registry.promote("circles", 2);
    Path weights = directory.resolve("circles/2/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    IOException refused = assertThrows(IOException.class, () -> run(retraining(FIRST, 1, 1)));

    assertTrue(refused.getMessage().contains("circles/2"), refused.getMessage());
    assertTrue(refused.getMessage().contains("SHA-256"), refused.getMessage());
    assertEquals(List.of(1, 2), registry.versions("circles"));
  }

  @Test
  void anAggregatorWithoutATrainingIsNamed() {
    SageModel gat =
        SageModel.random(
            "gat", 1, AggregatorType.ATTENTION, new int[] {Circles.WIDTH, 8, 8}, 1, false);

    RetrainException refused =
        assertThrows(RetrainException.class, () -> run(retraining(gat, 1, 1)));

    assertEquals(
        "expected a model of the aggregator mean, gcn or max-pool; gat version 1 has attention",
        refused.getMessage());
  }

  @Test
  void tooManyVerticesForAnAutoencoderAreSaidBeforeAnythingIsLearnt() {
    GraphSnapshot large = Circles.snapshot(1, AutoencoderLearning.MOST_VERTICES + 1, 10);

    RetrainException refused =
        assertThrows(
            RetrainException.class,
            () ->
                retraining(FIRST, 1, 1, "gae")
                    .run(
                        large,
                        "",
                        epoch -> {
                          throw new AssertionError("it learns");
                        }));

    assertEquals(
        "expected at most 20000 vertices for gae, which looks at all pairs of them; the snapshot"
            + " has 20001: retrain with --models sage",
        refused.getMessage());
  }

  @Test
  void tooFewEdgesMayPass() {
    NotYetException few =
        assertThrows(
            NotYetException.class,
            () -> retraining(FIRST, 1, 1).run(Circles.snapshot(1, 2, 1), "", epoch -> {}));

    assertTrue(few.getMessage().startsWith("the snapshot: expected "), few.getMessage());
  }

  /** A sample so large that it holds all gives the rows of a model that hears all. */
  @Test
  void rowsAreThoseThatTheJobServes() {
    SageModel sampled =
        FIRST.withSampling(new Sampling(List.of(4_096, 4_096), Sampling.Order.HASH, 1));
    SageModel few = FIRST.withSampling(new Sampling(List.of(3, 3), Sampling.Order.HASH, 1));

    float[] all = ServedRows.of(FIRST, GRAPH).values();

    assertArrayEquals(all, ServedRows.of(sampled, GRAPH).values());
    assertTrue(java.util.Arrays.mismatch(all, ServedRows.of(few, GRAPH).values()) >= 0);
  }
}
