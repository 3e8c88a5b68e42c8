// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a network is taught to tell edges.
 *
 * @param epochs at most
 * @param patience epochs without a better validation, after which it stops
 * @param rate of Adam
 * @param batch edges in a step
 * @param others targets that are no edge, for each edge
 * @param moments of the past that are learnt from; the last one says when to stop
 * @param dropout before each layer
 */
public record LinkRecipe(
    int epochs, int patience, float rate, int batch, int others, int moments, float dropout)
    implements Serializable {

  /** Chosen on bitcoin-otc and jodie-wikipedia: see docs/retraining.md. */
  public static final LinkRecipe USUAL = new LinkRecipe(300, 100, 0.01f, 2_000, 5, 12, 0.3f);

  /** The share of edges that is before the first moment. */
  public static final double FIRST = 0.7;

  public LinkRecipe {
    requireFrom(1, "epochs", epochs);
    requireFrom(1, "patience", patience);
    requireFrom(1, "batch", batch);
    requireFrom(1, "others", others);
    requireFrom(2, "moments", moments);
    if (!(rate > 0) || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "a rate is above 0, dropout from 0 to below 1; got %s and %s".formatted(rate, dropout));
    }
  }

  private static void requireFrom(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d; got %d".formatted(name, least, value));
    }
  }

  /** The same with another number of epochs. */
  public LinkRecipe withEpochs(int other) {
    return new LinkRecipe(other, patience, rate, batch, others, moments, dropout);
  }

  /** The same with another number of moments. */
  public LinkRecipe withMoments(int other) {
    return new LinkRecipe(epochs, patience, rate, batch, others, other, dropout);
  }

  /** As a card has it. */
  public SortedMap<String, String> described() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("epochs", Integer.toString(epochs));
    settings.put("patience", Integer.toString(patience));
    settings.put("rate", Float.toString(rate));
    settings.put("batch", Integer.toString(batch));
    settings.put("others", Integer.toString(others));
    settings.put("moments", Integer.toString(moments));
    settings.put("dropout", Float.toString(dropout));
    return settings;
  }
}
