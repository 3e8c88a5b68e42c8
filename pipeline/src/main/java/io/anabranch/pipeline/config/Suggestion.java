// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What somebody may have meant who named an option that there is not. */
final class Suggestion {

  private Suggestion() {}

  /** Ends the sentence "expected ...". */
  static String insteadOf(String name) {
    String section =
        Options.ALL.stream()
            .filter(option -> option.section().equals(name))
            .map(Option::key)
            .collect(Collectors.joining(", "));
    if (!section.isEmpty()) {
      return "options under " + name + ": " + section;
    }
    Option<?> nearest =
        Options.ALL.stream()
            .min(Comparator.comparingInt(option -> distance(name, option)))
            .orElseThrow();
    int allowed = Math.max(2, name.length() / 3);
    return distance(name, nearest) <= allowed
        ? nearest.name()
        : "one of the options that `anabranch config docs` lists";
  }

  /** The same, of a part of a rule. */
  static String insteadOfPart(String key) {
    RuleOptions.Part<?> nearest =
        RuleOptions.ALL.stream()
            .min(Comparator.comparingInt(part -> distance(key, part.key())))
            .orElseThrow();
    return distance(key, nearest.key()) <= Math.max(2, key.length() / 3)
        ? nearest.key()
        : "one of "
            + RuleOptions.ALL.stream().map(RuleOptions.Part::key).collect(Collectors.joining(", "));
  }

  /** A key without its section counts as near. */
  private static int distance(String name, Option<?> option) {
    return Math.min(distance(name, option.name()), 1 + distance(name, option.key()));
  }

  /** Levenshtein's distance: the least number of insertions, removals and replacements. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
