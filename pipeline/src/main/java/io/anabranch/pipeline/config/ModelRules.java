// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import java.util.List;

/** What a model must have so that the live job can serve it within bounds. */
public final class ModelRules {

  private ModelRules() {}

  /** Whether nothing would bound what a vertex keeps of its in-neighbors. */
  public static boolean isUnbounded(AggregatorType aggregator, boolean takesAll) {
    return aggregator.keepsWords() && takesAll;
  }

  /**
   * Refuses a model that the job cannot serve.
   *
   * @throws ConfigException if it keeps a word of every in-neighbor and has no fan-out
   */
  public static void requireServable(AnabranchConfig config, SageModel model) {
    if (isUnbounded(model.aggregator(), model.sampling().takesAll())) {
      throw new ConfigException(
          List.of(
              new Fault(
                  config.model().path().toString(),
                  Options.MODEL_PATH.name(),
                  "a fan-out, since %s keeps the last word of every in-neighbor it hears"
                      .formatted(model.aggregator().text()),
                  "a %s model that hears all of them".formatted(model.aggregator().text()))));
    }
  }
}
