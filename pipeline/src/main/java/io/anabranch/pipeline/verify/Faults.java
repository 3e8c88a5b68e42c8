// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.ArrayList;
import java.util.List;

/** What is wrong, the first ones in words. */
final class Faults {

  private static final int NAMED = 10;

  private final List<String> named = new ArrayList<>();
  private long count;

  void add(String text, Object... values) {
    count++;
    if (named.size() < NAMED) {
      named.add(text.formatted(values));
    }
  }

  /** All of them. */
  long count() {
    return count;
  }

  /** The first ones. */
  List<String> named() {
    return List.copyOf(named);
  }
}
