// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import java.util.Arrays;

/**
 * Changes of the subscribers of one vertex, in order of arrival; neighbors of the same target,
 * weight and layers are summed up.
 */
final class Subscriptions {

  private int size;
  private String[] targets = new String[2];
  private float[] weights = new float[2];
  private int[] masks = new int[2];
  private int[] changes = new int[2];
  private boolean masked;

  void add(String target, float weight, int mask, int change) {
    if (size > 0
        && masks[size - 1] == mask
        && targets[size - 1].equals(target)
        && Float.floatToRawIntBits(weights[size - 1]) == Float.floatToRawIntBits(weight)) {
      changes[size - 1] += change;
      return;
    }
    if (size == targets.length) {
      targets = Arrays.copyOf(targets, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
      masks = Arrays.copyOf(masks, size * 2);
      changes = Arrays.copyOf(changes, size * 2);
    }
    masked |= mask != LayerMask.ALL;
    targets[size] = target;
    weights[size] = weight;
    masks[size] = mask;
    changes[size++] = change;
  }

  /** How many changes; some of them may have come to 0. */
  int size() {
    return size;
  }

  String target(int index) {
    return targets[index];
  }

  float weight(int index) {
    return weights[index];
  }

  int mask(int index) {
    return masks[index];
  }

  /** Whether there is one that not every layer takes. */
  boolean isMasked() {
    return masked;
  }

  int change(int index) {
    return changes[index];
  }
}
