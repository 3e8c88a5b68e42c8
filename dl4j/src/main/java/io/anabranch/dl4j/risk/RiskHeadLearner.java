// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.risk.RiskLearner;
import io.anabranch.model.risk.RiskModel;

/** {@link RiskHead} with its usual settings, for those who know DL4J only by its being there. */
public final class RiskHeadLearner implements RiskLearner {

  @Override
  public RiskModel learn(Known train, Known validation, long seed, Name name) {
    RiskSettings settings = RiskSettings.DEFAULT.withSeed(seed);
    return RiskHead.train(settings, labelled(train), labelled(validation))
        .export(name.name(), name.version(), name.source());
  }

  private static Labelled labelled(Known known) {
    return new Labelled(known.rows(), known.labels());
  }
}
