// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How wide a model's two ends are. Data may have fewer features and labels than the model that is
 * evaluated on them: a sparse set does not show the last ones that are missing.
 *
 * @param features of an input row
 * @param classes of an output row; 0 where nothing is classified
 * @param vertices that the model is made for: of its graph where vertices are its features, of the
 *     largest graph where learnt clusters are a share of it; 0 where any number will do
 */
public record Widths(int features, int classes, int vertices) {

  /** Of a model that is yet to be made for the data. */
  public static final Widths OF_DATA = new Widths(0, 0, 0);

  private static final String FEATURES = "input-width";
  private static final String CLASSES = "classes";
  private static final String VERTICES = "vertices";

  /** As a card has them, beside the settings. */
  public SortedMap<String, String> asSettings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(FEATURES, Integer.toString(features));
    settings.put(CLASSES, Integer.toString(classes));
    settings.put(VERTICES, Integer.toString(vertices));
    return settings;
  }

  /** Takes them out of a card's settings, and leaves the rest. */
  public static Widths takenFrom(Map<String, String> settings) {
    return new Widths(take(settings, FEATURES), take(settings, CLASSES), take(settings, VERTICES));
  }

  private static int take(Map<String, String> settings, String name) {
    String value = settings.remove(name);
    if (value == null || !Kind.COUNT.accepts(value) && !value.equals("0")) {
      throw new TrainingException(
          "the card's settings: expected %s, a whole number; came %s".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  /** The model's, which are at least those of the data. */
  Widths over(Widths data) {
    if (equals(OF_DATA)) {
      return data;
    }
    if (data.features() > features || data.classes() > classes) {
      throw new TrainingException(
          "the data set: expected at most the model's %d features and %d classes; there are %d and %d"
              .formatted(features, classes, data.features(), data.classes()));
    }
    return this;
  }
}
