// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/**
 * The best of the rows that are offered, by number: the largest score first, of equal ones the
 * smaller number. What comes out does not depend on the order in which they are offered.
 */
final class TopK {

  private final float[] scores;
  private final int[] numbers;
  private int size;

  TopK(int k) {
    this.scores = new float[k];
    this.numbers = new int[k];
  }

  /** A score below this is not among the best; NaN, which nothing is below, while there is room. */
  float least() {
    return size < scores.length ? Float.NaN : scores[size - 1];
  }

  /** Takes a row in, if it is among the best. No number may be offered twice. */
  void offer(int number, float score) {
    int at = size;
    while (at > 0 && isBefore(score, number, scores[at - 1], numbers[at - 1])) {
      at--;
    }
    if (at == scores.length) {
      return;
    }
    int moved = Math.min(size, scores.length - 1) - at;
    System.arraycopy(scores, at, scores, at + 1, moved);
    System.arraycopy(numbers, at, numbers, at + 1, moved);
    scores[at] = score;
    numbers[at] = number;
    size = Math.min(size + 1, scores.length);
  }

  private static boolean isBefore(float score, int number, float other, int otherNumber) {
    int order = Float.compare(score, other);
    return order > 0 || order == 0 && number < otherNumber;
  }

  int size() {
    return size;
  }

  /** The number of the best but {@code i}. */
  int number(int i) {
    return numbers[i];
  }

  float score(int i) {
    return scores[i];
  }
}
