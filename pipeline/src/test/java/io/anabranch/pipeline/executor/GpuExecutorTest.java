// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A discovery script that reports one device. */
class GpuExecutorTest {

  @TempDir Path directory;

  private URI place;

  @BeforeEach
  void forget() throws Exception {
    IndexedProvider.CREATED.clear();
    place = Snapshots.write(Snapshots.twoGroups(1), directory);
  }

  private TrainedNetwork train(StreamExecutionEnvironment env, ExecutorSettings executors)
      throws Exception {
    return new ExecutorTraining(env, epoch -> {})
        .train(place, ExecutorTrainingTest.settings(true), executors);
  }

  @Test
  void anExecutorComputesOnTheGpuThatItIsHanded() throws Exception {
    try (DiscoveringCluster cluster = DiscoveringCluster.start(directory, 3)) {
      TrainedNetwork trained = train(cluster.environment(), ExecutorSettings.of(1, "indexed"));
      assertEquals(List.of("indexed on gpu 3"), trained.devices());
      assertEquals(List.of(3), IndexedProvider.CREATED);

      TrainingFailedException e =
          assertThrows(
              TrainingFailedException.class,
              () ->
                  train(
                      cluster.environment(),
                      ExecutorSettings.of(2, "indexed").within(Duration.ofSeconds(3))));
      assertEquals(
          "expected 2 slots with a gpu each, one an executor, within 3 s; the cluster has not"
              + " given them",
          e.getMessage());

      // Nothing is left of the refused one, and two executors without a GPU find room.
      assertEquals(
          List.of("indexed on gpu 3"),
          train(cluster.environment(), ExecutorSettings.of(1, "indexed")).devices());
      assertEquals(
          List.of("cpu", "cpu"),
          train(cluster.environment(), ExecutorSettings.of(2, "cpu")).devices());
    }
  }

  @Test
  void withoutTheResourceItIsCpuAndSaysSo() throws Exception {
    TrainedNetwork trained =
        train(
            StreamExecutionEnvironment.createLocalEnvironment(), ExecutorSettings.of(2, "indexed"));
    String words = "cpu: indexed was asked for, but Flink has handed this executor no gpu";
    assertEquals(List.of(words, words), trained.devices());
    assertEquals(List.of(), IndexedProvider.CREATED);
  }
}
