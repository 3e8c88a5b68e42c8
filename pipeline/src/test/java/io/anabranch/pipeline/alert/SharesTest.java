// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.alert.Shares.Weighing;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

  /**
   * v hears (1, 2) from a and (3, -1) from b, tells itself (0.5, 0.25), the bias is (0, 1); the
   * other end is (2, 4). By hand: a gives (2 + 8) / 2 = 5, b gives (6 - 4) / 2 = 1, self 1 + 1 = 2,
   * the bias 4: together 12. The row is (2.5, 1.75), and 2.5 * 2 + 1.75 * 4 = 12.
   */
  @Test
  void usageExample() {
    float[] other = {2, 4};
    Weighing weighing = new Weighing(other, other, new float[] {0.5f, 0.25f}, new float[] {0, 1});

    Shares shares = Shares.ofMean("v", weighing, List.of(heard("a", 1, 2), heard("b", 3, -1)));

    assertEquals(5, shares.share(0).value());
    assertEquals(1, shares.share(1).value());
    assertEquals(2, shares.self().value());
    assertEquals(4, shares.bias().value());
    assertEquals(12, shares.total().value());
  }

  /** Without a, v hears b alone: 2 from b, 2 from self, 4 of the bias. */
  @Test
  void withoutAnEdgeTheOthersWeighMore() {
    float[] other = {2, 4};
    Weighing weighing = new Weighing(other, other, new float[] {0.5f, 0.25f}, new float[] {0, 1});
    Shares shares = Shares.ofMean("v", weighing, List.of(heard("a", 1, 2), heard("b", 3, -1)));

    assertEquals(8, shares.without(0).value());
    assertEquals(16, shares.without(1).value()); // 10 from a, and 6
  }

  /**
   * A sum, halved: v hears 2 and tells itself 3, the bias is 1, the other end 4: 2 * 4 / 2 = 4 from
   * a, 3 * 4 / 2 = 6 from itself, 4 of the bias; without a 10 are left.
   */
  @Test
  void ofASumSelfIsAMessageLikeTheOthers() {
    float[] other = {4};
    Weighing weighing = new Weighing(other, other, new float[] {3}, new float[] {1});
    Shares shares = Shares.ofSum("v", weighing, List.of(heard("a", 2)), 0.5);

    assertEquals(4, shares.share(0).value());
    assertEquals(6, shares.self().value());
    assertEquals(4, shares.bias().value());
    assertEquals(14, shares.total().value());
    assertEquals(10, shares.without(0).value());
    Fraction sum = shares.share(0).plus(shares.self()).plus(shares.bias());
    assertTrue(sum.sameAs(shares.total()));
  }

  @Test
  void whoHearsNothingIsHimselfAndTheBias() {
    float[] other = {2, 4};
    Shares shares =
        Shares.ofMean(
            "v", new Weighing(other, other, new float[] {1, 0}, new float[] {0, 1}), List.of());

    assertEquals(6, shares.total().value());
    assertTrue(shares.part().edges().isEmpty());
    assertTrue(shares.part().rest().sameAs(Fraction.ZERO));
  }

  /** The last of two edges goes: nothing is heard, and nothing is divided by nothing. */
  @Test
  void withoutTheOnlyEdgeThereIsNoMean() {
    float[] other = {2, 4};
    Shares shares =
        Shares.ofMean(
            "v",
            new Weighing(other, other, new float[] {1, 0}, new float[] {0, 1}),
            List.of(heard("a", 5, 5)));

    assertEquals(36, shares.total().value());
    assertEquals(6, shares.without(0).value());
  }

  @Test
  void anAlertShowsTheStrongestAndTheSumOfTheRest() {
    float[] other = {1};
    List<Heard> messages =
        IntStream.range(0, 9).mapToObj(i -> heard("u" + i, i % 2 == 0 ? i : -i)).toList();
    LinearPart part =
        Shares.ofMean("v", new Weighing(other, other, new float[1], new float[1]), messages).part();

    assertEquals(
        List.of("u8", "u7", "u6", "u5", "u4"),
        part.edges().stream().map(share -> share.edge().src()).toList());
    assertEquals((0 - 1 + 2 - 3) / 9.0, part.rest().value(), 1e-15);
    Fraction sum = part.self().plus(part.bias()).plus(part.rest());
    for (LinearPart.EdgeShare share : part.edges()) {
      sum = sum.plus(share.share());
    }
    assertTrue(sum.sameAs(part.total()));
  }

  @Test
  void aFloatIsAFraction() {
    assertEquals("3/2", Fraction.of(1.5f).toString());
    assertEquals("-6/1", Fraction.of(-6).toString());
    assertEquals("0/1", Fraction.of(-0f).toString());
    assertEquals("1/" + BigInteger.ONE.shiftLeft(149), Fraction.of(Float.MIN_VALUE).toString());
    for (float value : new float[] {0.1f, -1e-38f, 3.4e38f, 1e-45f, 16_777_217f}) {
      assertEquals(value, (float) Fraction.of(value).value());
    }
    assertThrows(NumberFormatException.class, () -> Fraction.of(Float.NaN));
  }

  /** 2^38 quanta times 2^38: more than a long holds. */
  @Test
  void productsBeyondALongAreExact() {
    long large = FixedPoint.quantise(FixedPoint.LIMIT);
    BigInteger product = BigInteger.valueOf(large).multiply(BigInteger.valueOf(large));

    assertEquals(
        product.multiply(BigInteger.valueOf(3)),
        WideSum.dot(new long[] {large, large, large}, new long[] {large, large, large}));
    assertEquals(
        product.negate(),
        WideSum.dot(new long[] {large, large, large}, new long[] {-large, large, -large}));
  }

  private static Heard heard(String src, float... message) {
    long[] quanta = new long[message.length];
    for (int i = 0; i < quanta.length; i++) {
      quanta[i] = FixedPoint.quantise(message[i]);
    }
    return new Heard(new EdgeRef(src, "v", "", 1), quanta);
  }
}
