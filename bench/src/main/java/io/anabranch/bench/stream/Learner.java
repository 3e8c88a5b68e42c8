// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.LinkModel;
import io.anabranch.pipeline.prequential.Query;

/** A learned combination; the features of the query are open when it is asked. */
record Learner(String name, LinkModel model) implements Entrant {

  @Override
  public void score(Query query, double[] scores) {
    model.score(scores);
  }

  @Override
  public void learn(Query query, int target) {
    model.learn(target);
  }

  @Override
  public void publish() {
    model.publish();
  }
}
