// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.training.Adam;

/** What a network is trained for. One instance serves one training. */
public interface Objective {

  /**
   * What the validation set says.
   *
   * @param loss without dropout and without penalty
   * @param metric from 0 to 1, the higher the better
   */
  record Score(double loss, double metric) {}

  SageNetwork network();

  /** What is heard of the steps of an epoch, in their order. */
  interface Steps {

    /** Called after a step that has learnt from so many items; it may change the parameters. */
    void after(int items);
  }

  /**
   * The steps of an epoch.
   *
   * @return the mean loss of its items, with dropout and penalty
   */
  default float epoch(int number, Adam adam) {
    return epoch(number, adam, items -> {});
  }

  /** The same, with somebody who hears of each step. */
  float epoch(int number, Adam adam, Steps steps);

  Score validate();
}
