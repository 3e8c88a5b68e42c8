// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a risk head is trained.
 *
 * @param hidden the widths of its hidden layers; none of them gives logistic regression
 * @param rate of Adam
 * @param l2 penalty on weights
 * @param batch rows in a step
 * @param epochs at most
 * @param patience epochs without a lower validation loss after which training stops
 * @param seed of the first weights and of the order of rows
 */
public record RiskSettings(
    List<Integer> hidden, double rate, double l2, int batch, int epochs, int patience, long seed) {

  /** One hidden layer of 16. */
  public static final RiskSettings DEFAULT =
      new RiskSettings(List.of(16), 0.01, 1e-4, 64, 200, 20, 1);

  public RiskSettings {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException("hidden layers have a width of 1 or more; got " + hidden);
    }
    if (!(rate > 0) || !(l2 >= 0) || batch < 1 || epochs < 1 || patience < 1) {
      throw new IllegalArgumentException(
          ("a rate above 0, an l2 of 0 or more, and a batch, epochs and a patience of 1 or more;"
                  + " got %s, %s, %d, %d and %d")
              .formatted(rate, l2, batch, epochs, patience));
    }
  }

  public RiskSettings withSeed(long other) {
    return new RiskSettings(hidden, rate, l2, batch, epochs, patience, other);
  }

  /** For the card of a model. */
  SortedMap<String, String> described() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("batch", Integer.toString(batch));
    settings.put("epochs", Integer.toString(epochs));
    settings.put("l2", Double.toString(l2));
    settings.put("learning-rate", Double.toString(rate));
    settings.put("patience", Integer.toString(patience));
    return settings;
  }
}
