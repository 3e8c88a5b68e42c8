// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.retrain.LocalLearner;
import io.anabranch.pipeline.retrain.NotYetException;
import io.anabranch.pipeline.retrain.RetrainSettings;
import io.anabranch.pipeline.retrain.Retraining;
import io.anabranch.pipeline.retrain.SideJob;
import io.anabranch.pipeline.verify.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * The side job of the demo, in a thread of its own: once enough has been sent, it retrains from the
 * newest checkpoint of the job that runs, and swaps the new model in.
 */
final class Aside {

  /** The usual one but for fewer moments: two cores have a stream to serve meanwhile. */
  private static final LinkRecipe RECIPE = LinkRecipe.USUAL.withMoments(5);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final AnabranchConfig config;
  private final SageModel first;
  private final Enough enough;
  private final PrintWriter out;
  private final BooleanSupplier alive;
  private final FutureTask<Optional<Learnt>> task = new FutureTask<>(this::run);
  private final long started = System.nanoTime();
  private Learnt learnt; // by the task's thread alone

  /**
   * @param alive asked while waiting for the job; false ends it
   */
  Aside(
      AnabranchConfig config,
      SageModel first,
      Enough enough,
      PrintWriter out,
      BooleanSupplier alive) {
    this.config = config;
    this.first = first;
    this.enough = enough;
    this.out = out;
    this.alive = alive;
  }

  void start() {
    Thread thread = new Thread(task, "side-job");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for what comes of it; nothing where there were too few edges. */
  Optional<Learnt> end() throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw e;
    }
  }

  private Optional<Learnt> run() throws IOException, InterruptedException {
    new SideJob(enough, this::round, this::say).run();
    return Optional.ofNullable(learnt);
  }

  private void round() throws IOException {
    long begun = enough.sent();
    ModelRegistry registry = ModelRegistry.at(config.model().registryUri());
    Device device = Device.cpu(Runtime.getRuntime().availableProcessors());
    RetrainSettings settings = new RetrainSettings(0.15, 0, 1, RECIPE, 0, false, List.of());
    GraphSnapshot snapshot = new CheckpointSource(config, null).take(first.inputWidth());
    requireEnough(snapshot.edges().count());
    say("learns from %s".formatted(snapshot.origin().source()));
    Retraining.Round round =
        new Retraining(registry, first, new LocalLearner(device, "cpu"), device, settings)
            .run(snapshot, snapshot.origin().source(), epoch -> {});
    say("learnt from %,d edges".formatted(snapshot.edges().count()));
    ModelStatus.State state = round.published() == null ? null : promote(round.published());
    learnt = new Learnt(round, begun, enough.sent(), state);
  }

  /** What has been sent the job has yet to take in; at first it is slow. */
  private void requireEnough(int edges) throws NotYetException {
    if (!enough.isIn(edges)) {
      throw new NotYetException("of the edges the job had taken in %,d then".formatted(edges));
    }
  }

  private ModelStatus.State promote(SageModel model) {
    return new Promotions(config)
        .promote(
            Promotions.ofRegistry(config.model().registryUri(), model), PATIENCE, this::tell, alive)
        .map(ModelStatus::state)
        .orElseThrow(
            () -> new IllegalStateException("the job said nothing of the model " + model.name()));
  }

  private void tell(ModelStatus status) {
    if (status.state() != ModelStatus.State.SWEEPING) { // is said many times
      String state = status.state().name().toLowerCase(Locale.ROOT);
      say("version %d: %s %s".formatted(status.version(), state, status.reason()));
    }
  }

  private void say(String message) {
    double seconds = (System.nanoTime() - started) / 1e9;
    out.println(
        String.format(Locale.ROOT, "side job     after %.1f s: %s", seconds, message.strip()));
    out.flush();
  }
}
