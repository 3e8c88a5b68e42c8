// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.config.Fault;
import io.anabranch.pipeline.stage.SampleRules;
import io.anabranch.state.sample.SampleRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A second model beside the one that is served: the stages that compute its rows hang on the same
 * Neighborhood, and links are scored with them. It stays as it is while the job runs: announcements
 * are of the served model alone.
 */
record LinkChain(SageModel model) {

  private static final String OPTION = "link.model";

  /**
   * Reads the model of {@code link.model}.
   *
   * @param served the model that it goes beside
   * @throws ConfigException if the two cannot share a Neighborhood
   */
  static LinkChain read(AnabranchConfig config, Path path, SageModel served) {
    SageModel model;
    try {
      model = ModelArtifacts.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(OPTION + ": " + path + " cannot be read", e);
    }
    List<Fault> faults = faults(path.toString(), model, served);
    if (config.embeddings().epsilon() > 0) {
      faults.add(
          new Fault(
              path.toString(),
              OPTION,
              "embeddings.epsilon 0, since scores are of exact rows",
              String.valueOf(config.embeddings().epsilon())));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new LinkChain(model);
  }

  private static List<Fault> faults(String path, SageModel model, SageModel served) {
    List<Fault> faults = new ArrayList<>();
    if (model.inputWidth() != served.inputWidth()) {
      faults.add(
          new Fault(
              path,
              OPTION,
              "as many features as the served model takes, " + served.inputWidth(),
              String.valueOf(model.inputWidth())));
    }
    if (!model.sampling().takesAll() || !served.sampling().takesAll()) {
      faults.add(
          new Fault(
              path,
              OPTION,
              "two models that hear all in-neighbors, since both hang on one Neighborhood",
              "a fan-out of " + (model.sampling().takesAll() ? "the served model" : "this model")));
    } else if (model.aggregator().keepsWords()) {
      faults.add(
          new Fault(
              path,
              OPTION,
              "an aggregator that sums, since there is no fan-out",
              model.aggregator().text()));
    }
    return faults;
  }

  /** What the Neighborhood goes by, so that both models are told what they need. */
  SampleRule sampling(SageModel served) {
    return isNormalised(model) ? SampleRules.of(model) : SampleRules.of(served);
  }

  /** Whether a model divides by what in-edges weigh. */
  static boolean isNormalised(SageModel model) {
    return model.aggregator() == AggregatorType.NORMALISED_SUM;
  }
}
