// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The best of what is offered, in whatever order. */
class TopKTest {

  private static List<Integer> numbers(TopK best) {
    return IntStream.range(0, best.size()).mapToObj(best::number).toList();
  }

  @Test
  void usageExample() {
    TopK best = new TopK(2);
    assertTrue(Float.isNaN(best.least()), "there is room");
    best.offer(5, 1f);
    best.offer(3, 2f);
    best.offer(4, 1f);
    assertEquals(List.of(3, 4), numbers(best), "of 4 and 5, which are equal, the smaller one");
    assertEquals(1f, best.least());
  }

  @Test
  void theSameAsSortedWhateverTheOrder() {
    Random random = new Random(6);
    float[] odd = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f, 1f};
    for (int round = 0; round < 300; round++) {
      float[] scores = new float[random.nextInt(40)];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextInt(5);
      }
      List<Integer> order = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
      Collections.shuffle(order, random);
      int k = 1 + random.nextInt(10);
      TopK best = new TopK(k);
      order.forEach(number -> best.offer(number, scores[number]));
      order.sort(
          Comparator.<Integer, Float>comparing(number -> scores[number])
              .reversed()
              .thenComparing(number -> number));
      assertEquals(order.subList(0, Math.min(k, scores.length)), numbers(best));
    }
  }
}
