// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.ring.RingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The models that scores ask for, read where the configuration says, or refused in its words. */
public final class AlertModels {

  private interface Reader<T> {
    T read(Path dir) throws ArtifactException;
  }

  private AlertModels() {}

  /**
   * The risk model, if one is asked for.
   *
   * @param served the model whose rows it scores
   * @throws ConfigException when it cannot be read, or is made for rows of another model
   */
  public static Optional<RiskModel> risk(AnabranchConfig config, SageModel served) {
    Optional<RiskModel> risk = risk(config);
    risk.ifPresent(model -> requireMadeFor(model, served));
    return risk;
  }

  /**
   * The same, whatever model it is made for.
   *
   * @throws ConfigException when it cannot be read
   */
  public static Optional<RiskModel> risk(AnabranchConfig config) {
    return read(config.alerts().riskModel(), Options.ALERTS_RISK_MODEL, RiskArtifacts::read);
  }

  /**
   * The bytes of the ring model, if one is asked for.
   *
   * @throws ConfigException when it cannot be read
   */
  public static Optional<ArtifactBytes> ring(AnabranchConfig config) {
    return read(
        config.alerts().ringModel(),
        Options.ALERTS_RING_MODEL,
        dir -> {
          ArtifactBytes bytes = NetworkArtifacts.toBytes(NetworkArtifacts.read(dir));
          RingModel.read(bytes);
          return bytes;
        });
  }

  private static <T> Optional<T> read(Optional<Path> dir, Option<?> option, Reader<T> reader) {
    if (dir.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(dir.get()));
    } catch (ArtifactException e) {
      throw refused(option, "the artifact of such a model", e.getMessage());
    }
  }

  private static void requireMadeFor(RiskModel risk, SageModel served) {
    RiskModel.Source source = risk.source();
    boolean same = source.model().equals(served.name()) && source.version() == served.version();
    if (!same || risk.inputWidth() != served.outputWidth()) {
      throw refused(
          Options.ALERTS_RISK_MODEL,
          "one made for %s version %d, %d wide"
              .formatted(served.name(), served.version(), served.outputWidth()),
          "%s version %d, made for %s version %d, %d wide"
              .formatted(
                  risk.name(),
                  risk.version(),
                  source.model(),
                  source.version(),
                  risk.inputWidth()));
    }
  }

  private static ConfigException refused(Option<?> option, String expected, String came) {
    return new ConfigException(List.of(new Fault("artifact", option.name(), expected, came)));
  }
}
