// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.executor.ExecutorTraining;
import io.anabranch.pipeline.executor.LinkTask;
import io.anabranch.pipeline.executor.SnapshotPlace;
import io.anabranch.pipeline.executor.TrainedNetwork;
import io.anabranch.pipeline.executor.TrainingFailedException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * On executors of a Flink cluster. What they learn from is written to where all of them see it, and
 * deleted when they are done. With one executor the network is bit for bit the one of {@link
 * LocalLearner} on device {@code cpu}.
 */
public final class ExecutorLearner implements Learner {

  private final ExecutorCluster cluster;
  private final ExecutorSettings executors;
  private final URI directory;
  private List<String> devices = List.of();

  /**
   * @param directory on a file system that all executors and this process see
   */
  public ExecutorLearner(ExecutorCluster cluster, ExecutorSettings executors, URI directory) {
    this.cluster = cluster;
    this.executors = executors;
    this.directory = directory;
  }

  @Override
  public SageNetwork learn(
      GraphSnapshot past, LinkLearning what, long seed, Consumer<Epoch> listener)
      throws IOException {
    SnapshotPlace place = new SnapshotPlace(place());
    try {
      place.write(past);
      TrainedNetwork trained = train(place.uri(), new LinkTask(what, seed), listener);
      devices = trained.devices();
      return trained.network();
    } finally {
      place.delete();
    }
  }

  private URI place() {
    String parent = directory.toString();
    return URI.create(
        parent + (parent.endsWith("/") ? "" : "/") + "past-" + UUID.randomUUID() + ".safetensors");
  }

  private TrainedNetwork train(URI past, LinkTask task, Consumer<Epoch> listener)
      throws IOException {
    try (StreamExecutionEnvironment env = cluster.environment()) {
      return new ExecutorTraining(env, listener).train(past, task, executors);
    } catch (TrainingFailedException e) {
      throw e.mayPass()
          ? new NotYetException(e.getMessage(), e)
          : new RetrainException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetrainException("told to end while executors train", e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new RetrainException("executors cannot train: " + e, e); // of closing the environment
    }
  }

  /** After learning: what each executor has computed with. */
  @Override
  public String described() {
    return "%d executor%s of %s: %s"
        .formatted(
            executors.count(),
            executors.count() == 1 ? "" : "s",
            cluster.described(),
            String.join("; ", devices));
  }
}
