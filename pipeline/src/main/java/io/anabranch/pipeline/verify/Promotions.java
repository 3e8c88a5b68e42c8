// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelAnnouncer;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells the live job to go over to another model, and reads what it says of that. */
public final class Promotions {

  private final AnabranchConfig config;
  private final StatusTopic<ModelStatus> status;

  public Promotions(AnabranchConfig config) {
    this.config = config;
    this.status = new StatusTopic<>(config, new StatusCodec()::decodeModel);
  }

  /** What is announced of a model that lies in a registry. */
  public static ModelAnnouncement ofRegistry(URI registry, SageModel model) {
    String root = registry.toString();
    String below = (root.endsWith("/") ? "" : "/") + model.name() + "/" + model.version();
    return new ModelAnnouncement(
        model.name(), model.version(), root + below, ModelArtifacts.sha256(model));
  }

  /**
   * Announces a model and waits until it serves, is refused or is replaced by a newer one.
   *
   * @param progress hears what the job says on the way
   * @param alive asked while waiting; false ends it
   * @return the last word; empty when none came in time, which is so when no job runs
   */
  public Optional<ModelStatus> promote(
      ModelAnnouncement announcement,
      Duration patience,
      Consumer<ModelStatus> progress,
      BooleanSupplier alive) {
    long[] ends = status.ends();
    announce(announcement);
    return status.await(
        ends,
        said -> {
          if (!isOf(announcement, said)) {
            return false;
          }
          progress.accept(said);
          return said.state().isLast();
        },
        patience,
        alive);
  }

  private static boolean isOf(ModelAnnouncement announcement, ModelStatus status) {
    return status.name().equals(announcement.name()) && status.version() == announcement.version();
  }

  /** Waits for something that the job says of a model, or has said at any time. */
  public Optional<ModelStatus> await(
      Predicate<ModelStatus> wanted, Duration patience, BooleanSupplier alive) {
    return status.await(new long[status.ends().length], wanted, patience, alive);
  }

  /** Announces a model. */
  public void announce(ModelAnnouncement announcement) {
    new ModelAnnouncer(
            config.kafka().bootstrapServers(), config.topics().models(), config.kafka().timeout())
        .announce(announcement);
  }
}
