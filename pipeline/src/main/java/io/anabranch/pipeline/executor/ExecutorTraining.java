// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.DeviceProvider;
import io.anabranch.model.device.Devices;
import io.anabranch.model.link.TooFewEdgesException;
import io.anabranch.model.network.NodeTrainer.Epoch;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/**
 * Trains on executors of a Flink cluster, and waits until it is done.
 *
 * <pre>{@code
 * var training = new ExecutorTraining(StreamExecutionEnvironment.getExecutionEnvironment(), e -> {});
 * TrainedNetwork trained =
 *     training.train(snapshot, TrainingSettings.unsupervised(1), ExecutorSettings.of(2, "cpu"));
 * }</pre>
 *
 * <p>A device that was built for accelerators has one asked for it, for each executor, when the
 * environment's configuration names it among {@code external-resources}. Where none is handed out,
 * an executor trains on {@code cpu} and says so in {@link TrainedNetwork#devices}.
 */
public final class ExecutorTraining {

  private final StreamExecutionEnvironment env;
  private final Consumer<Epoch> listener;

  /**
   * @param env of nothing else than one training
   * @param listener hears of each epoch while training goes on
   */
  public ExecutorTraining(StreamExecutionEnvironment env, Consumer<Epoch> listener) {
    this.env = env;
    this.listener = listener;
  }

  /**
   * @param snapshot on a file system that all executors see
   * @throws IllegalArgumentException when there is no such device
   * @throws TrainingFailedException when an executor fails, with its reason, or the cluster does
   *     not give the slots in time; nothing is left running
   */
  public TrainedNetwork train(URI snapshot, Task task, ExecutorSettings executors)
      throws TrainingFailedException, InterruptedException {
    boolean accelerated = isAccelerated(executors);
    ExecutorService waiting = Executors.newSingleThreadExecutor();
    try (CloseableIterator<byte[]> told =
        new TrainingJob(snapshot, task, executors, accelerated).assemble(env).collectAsync()) {
      JobClient job = env.executeAsync("anabranch-training");
      CompletableFuture<Throwable> failure =
          job.getJobExecutionResult().handle((result, why) -> why);
      Future<Boolean> begun = waiting.submit(told::hasNext);
      try {
        begun.get(executors.patience().toMillis(), TimeUnit.MILLISECONDS);
        return new Told(task, listener).all(told);
      } catch (Exception e) {
        throw afterTheEnd(job, failure, e);
      }
    } catch (TimeoutException e) {
      throw new TrainingFailedException(missing(executors, accelerated), true, e);
    } catch (InterruptedException | TrainingFailedException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e, executors, accelerated);
    } finally {
      waiting.shutdownNow();
    }
  }

  private boolean isAccelerated(ExecutorSettings executors) {
    DeviceProvider provider =
        Devices.all().stream()
            .filter(p -> p.name().equals(executors.device()))
            .findFirst()
            .orElse(null);
    if (provider == null) {
      Devices.named(executors.device()); // says what there is
    }
    List<String> resources =
        env.getConfiguration()
            .getOptional(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST)
            .orElse(List.of());
    return provider.accelerated() && resources.contains(executors.slot().resource());
  }

  /** Ends the job and gives its own reason, where it has failed by itself; else the client's. */
  private static Exception afterTheEnd(
      JobClient job, CompletableFuture<Throwable> failure, Exception e)
      throws InterruptedException, ExecutionException {
    try {
      job.cancel().get();
    } catch (ExecutionException | IllegalStateException already) {
      e.addSuppressed(already); // a job that has ended cannot be cancelled
    }
    Throwable own = failure.get();
    boolean cancelled =
        own == null
            || ExceptionUtils.findThrowable(own, JobCancellationException.class).isPresent();
    return cancelled ? e : new ExecutionException(own);
  }

  private static TrainingFailedException failed(
      Exception e, ExecutorSettings executors, boolean accelerated) {
    Throwable cause = root(e);
    boolean without =
        cause.getClass().getName().equals(NoResourceAvailableException.class.getName());
    return new TrainingFailedException(
        without
            ? missing(executors, accelerated)
            : "training on %d executors has failed: %s"
                .formatted(executors.count(), cause.getMessage()),
        without || cause instanceof TooFewEdgesException,
        e);
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e;
    while (true) {
      if (cause instanceof SerializedThrowable serialized) {
        cause = serialized.deserializeError(ExecutorTraining.class.getClassLoader());
      }
      if (cause.getCause() == null || cause instanceof NoResourceAvailableException) {
        return ExceptionUtils.stripExecutionException(cause);
      }
      cause = cause.getCause();
    }
  }

  private static String missing(ExecutorSettings executors, boolean accelerated) {
    return "expected %d slots%s, one an executor, within %d s; the cluster has not given them"
        .formatted(
            executors.count(),
            accelerated ? " with a %s each".formatted(executors.slot().resource()) : "",
            executors.patience().toSeconds());
  }
}
