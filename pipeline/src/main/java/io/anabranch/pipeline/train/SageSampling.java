// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.layer.Sampling;
import io.anabranch.model.sampling.Fanouts;
import java.util.List;

/** How many in-neighbors a layer hears, while training and when it is served. */
final class SageSampling {

  private static final String ALL = "all";

  static final Kind KIND =
      new Kind(
          "all, or " + Kind.COUNTS.expected(),
          text -> text.equals(ALL) || Kind.COUNTS.accepts(text));

  private SageSampling() {}

  static void requireOneALayer(Settings settings) {
    boolean all = settings.word("fanouts").equals(ALL);
    if (!all && settings.counts("fanouts").size() != settings.count("layers")) {
      throw new TrainingException(
          "settings: fanouts: expected one for each of %d layers; came %s"
              .formatted(settings.count("layers"), settings.word("fanouts")));
    }
  }

  static Fanouts fanouts(Settings settings) {
    return settings.word("fanouts").equals(ALL)
        ? Fanouts.all(settings.count("layers"))
        : new Fanouts(settings.counts("fanouts"), Fanouts.TooFew.REPEAT);
  }

  static Sampling served(Settings settings, long seed) {
    List<Integer> fanouts =
        settings.word("fanouts").equals(ALL) ? List.of() : settings.counts("fanouts");
    return fanouts.isEmpty() ? Sampling.ALL : new Sampling(fanouts, Sampling.Order.HASH, seed);
  }
}
