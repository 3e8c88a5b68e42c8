// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Device;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.ParameterValues;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTrainingTest {

  @TempDir Path directory;

  private GraphSnapshot snapshot;
  private URI place;

  @BeforeEach
  void writeSnapshot() throws Exception {
    snapshot = Snapshots.twoGroups(1);
    place = Snapshots.write(snapshot, directory);
  }

  static TrainingSettings settings(boolean supervised) {
    return new TrainingSettings(
        new TrainingSettings.Network(Aggregation.MEAN, List.of(8, 4), false, 0.1f, 1e-4f),
        new TrainingSettings.Learning(4, 0.02f, 4, 32, List.of(5, 5)),
        supervised ? null : new TrainingSettings.Walks(2, 2, 5, 1),
        1_500,
        0.2,
        7);
  }

  private TrainedNetwork train(boolean supervised, int executors) throws Exception {
    List<Epoch> heard = new ArrayList<>();
    TrainedNetwork trained =
        new ExecutorTraining(StreamExecutionEnvironment.createLocalEnvironment(), heard::add)
            .train(place, settings(supervised), ExecutorSettings.of(executors, "cpu").every(3));
    assertEquals(heard, trained.epochs());
    assertEquals(Collections.nCopies(executors, "cpu"), trained.devices());
    return trained;
  }

  private static float[] weights(SageNetwork network) {
    return ParameterValues.of(network.parameters());
  }

  private float[] plain(TrainingSettings settings, List<Epoch> epochs) {
    Objective objective = TrainingData.of(snapshot, settings).objective(Device.cpu(1), 0, 1);
    SageTrainer.train(objective, settings.recipe(), epochs::add);
    return weights(objective.network());
  }

  @Test
  void oneExecutorComesBitForBitToWhatThePlainTrainerComesTo() throws Exception {
    for (boolean supervised : new boolean[] {true, false}) {
      TrainedNetwork trained = train(supervised, 1);

      TrainingSettings settings = settings(supervised);
      List<Epoch> epochs = new ArrayList<>();
      assertArrayEquals(plain(settings, epochs), weights(trained.network()));
      assertEquals(epochs, trained.epochs());
      assertEquals(supervised ? List.of("even", "odd") : List.of(), trained.labels());
    }
  }

  @Test
  void twoExecutorsComeToTheSameAgain() throws Exception {
    TrainedNetwork once = train(true, 2);
    TrainedNetwork again = train(true, 2);
    assertArrayEquals(weights(once.network()), weights(again.network()));
    assertEquals(once.epochs(), again.epochs());
    float[] alone = plain(settings(true), new ArrayList<>());
    assertFalse(Arrays.equals(alone, weights(once.network())));
    assertTrue(once.best().validationAccuracy() > 0.8, () -> once.epochs().toString());
  }

  /** The second one alone learns from a vertex that nobody hears; the first one waits for it. */
  @Test
  void anExecutorThatFailsFailsTheJobWithItsCause() throws Exception {
    TrainingSettings settings = settings(true);
    URI spoilt = Snapshots.write(Snapshots.withLonelyGiant(1, settings), directory);
    TrainingFailedException e =
        assertThrows(
            TrainingFailedException.class,
            () ->
                new ExecutorTraining(
                        StreamExecutionEnvironment.createLocalEnvironment(), epoch -> {})
                    .train(spoilt, settings, ExecutorSettings.of(2, "cpu").every(100)));
    assertTrue(
        e.getMessage().startsWith("training on 2 executors has failed: ")
            && e.getMessage().contains("is finite; got"),
        e.getMessage());
  }

  @Test
  void aSnapshotThatIsNotThereIsTold() {
    TrainingFailedException e =
        assertThrows(
            TrainingFailedException.class,
            () ->
                new ExecutorTraining(
                        StreamExecutionEnvironment.createLocalEnvironment(), epoch -> {})
                    .train(
                        place.resolve("nowhere"), settings(true), ExecutorSettings.of(1, "cpu")));
    assertTrue(e.getMessage().contains("nowhere"), e.getMessage());
  }

  @Test
  void anUnknownDeviceIsToldBeforeAnythingStarts() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ExecutorTraining(StreamExecutionEnvironment.createLocalEnvironment(), epoch -> {})
                .train(place, settings(true), ExecutorSettings.of(1, "abacus")));
  }

  @Test
  void whatLiesElsewhereIsReadFromACopy() throws Exception {
    GraphSnapshot copy = new SnapshotPlace(place).readCopy();
    assertArrayEquals(snapshot.features().values(), copy.features().values());
    assertEquals(200, new SnapshotPlace(place).counts().vertices());
  }

  @Test
  void operatorsHaveTheirUidsAndTheirOwnSlots() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
    new TrainingJob(place, settings(true), ExecutorSettings.of(3, "cpu"), true).assemble(env);
    TreeSet<String> uids = new TreeSet<>();
    for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
      uids.add(node.getTransformationUID());
      assertEquals("training", node.getSlotSharingGroup());
      assertEquals(node.getTransformationUID().equals("training") ? 3 : 1, node.getParallelism());
    }
    assertEquals(new TreeSet<>(List.of("training-snapshot", "training")), uids);
    assertEquals(
        1,
        env.getStreamGraph(false)
            .getSlotSharingGroupResource("training")
            .orElseThrow()
            .getExtendedResources()
            .get("gpu")
            .getValue()
            .intValue());
  }
}
