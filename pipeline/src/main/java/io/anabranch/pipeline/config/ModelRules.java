// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ErrorBound;
import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
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
   * @throws ConfigException if it keeps a word of every in-neighbor and has no fan-out, or if
   *     messages are held back and there is no bound for what follows
   */
  public static void requireServable(AnabranchConfig config, SageModel model) {
    List<Fault> faults = new ArrayList<>();
    if (isUnbounded(model.aggregator(), model.sampling().takesAll())) {
      faults.add(
          new Fault(
              config.model().path().toString(),
              Options.MODEL_PATH.name(),
              "a fan-out, since %s keeps the last word of every in-neighbor it hears"
                  .formatted(model.aggregator().text()),
              "a %s model that hears all of them".formatted(model.aggregator().text())));
    }
    if (config.embeddings().epsilon() > 0 && !ErrorBound.isKnown(model.aggregator())) {
      faults.add(
          new Fault(
              config.model().path().toString(),
              Options.EMBEDDINGS_EPSILON.name(),
              "0, since nobody knows how far %s may then be off"
                  .formatted(model.aggregator().text()),
              String.valueOf(config.embeddings().epsilon())));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }
}
