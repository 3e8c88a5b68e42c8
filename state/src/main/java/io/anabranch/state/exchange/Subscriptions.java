// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import java.util.Arrays;

/**
 * Changes of the subscribers of one vertex, summed up by target and weight, in order of arrival.
 */
final class Subscriptions {

  private int size;
  private String[] targets = new String[2];
  private float[] weights = new float[2];
  private int[] changes = new int[2];

  void add(String target, float weight, int change) {
    if (size > 0
        && targets[size - 1].equals(target)
        && Float.floatToRawIntBits(weights[size - 1]) == Float.floatToRawIntBits(weight)) {
      changes[size - 1] += change;
      return;
    }
    if (size == targets.length) {
      targets = Arrays.copyOf(targets, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
      changes = Arrays.copyOf(changes, size * 2);
    }
    targets[size] = target;
    weights[size] = weight;
    changes[size++] = change;
  }

  /** How many targets and weights; some of them may have come to 0. */
  int size() {
    return size;
  }

  String target(int index) {
    return targets[index];
  }

  float weight(int index) {
    return weights[index];
  }

  int change(int index) {
    return changes[index];
  }
}
