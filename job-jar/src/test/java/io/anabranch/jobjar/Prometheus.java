// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads Prometheus's text format and its queries, as far as names of metrics and labels. */
final class Prometheus {

  private static final Pattern METRIC = Pattern.compile("(flink_[a-zA-Z0-9_]+)");
  private static final Pattern GROUPED_BY = Pattern.compile("by \\(([a-z_]+)\\)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"");

  private Prometheus() {}

  /** The names of the samples on a page. */
  static Set<String> names(String page) {
    return page.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  /** The names of the labels on a page. */
  static Set<String> labels(String page) {
    return all(LABEL, page);
  }

  /** The names of the metrics in a query. */
  static Set<String> metricsOf(String query) {
    return all(METRIC, query);
  }

  /** The labels that a query selects or groups by. */
  static Set<String> labelsOf(String query) {
    Set<String> labels = all(GROUPED_BY, query);
    labels.addAll(all(LABEL, query));
    return labels;
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }
}
