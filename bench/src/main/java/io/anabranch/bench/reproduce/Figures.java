// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to: series by name. A number is a series of one, a curve has a value an epoch.
 *
 * @param series all values finite
 */
public record Figures(SortedMap<String, List<Double>> series) {

  public Figures {
    TreeMap<String, List<Double>> copy = new TreeMap<>();
    series.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    copy.forEach(Figures::requireFinite);
    series = Collections.unmodifiableSortedMap(copy);
  }

  public static Figures none() {
    return new Figures(new TreeMap<>());
  }

  /** These and a number. */
  public Figures with(String name, double value) {
    return with(name, List.of(value));
  }

  /** These and a curve. */
  public Figures with(String name, List<Double> curve) {
    TreeMap<String, List<Double>> more = new TreeMap<>(series);
    more.put(name, curve);
    return new Figures(more);
  }

  /**
   * @throws IllegalArgumentException when there is no such number
   */
  public double number(String name) {
    List<Double> values = curve(name);
    if (values.size() != 1) {
      throw new IllegalArgumentException(name + " is a curve of " + values.size() + " values");
    }
    return values.get(0);
  }

  /**
   * @throws IllegalArgumentException when there is no such curve
   */
  public List<Double> curve(String name) {
    List<Double> values = series.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "there is no figure '" + name + "'; there are " + series.keySet());
    }
    return values;
  }

  private static void requireFinite(String name, List<Double> values) {
    if (!values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("figure " + name + " is finite; got " + values);
    }
  }
}
