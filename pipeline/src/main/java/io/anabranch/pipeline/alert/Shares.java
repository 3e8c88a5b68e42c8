// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the linear part of a score apart. The score of an edge is a function of {@code z_v . z_o};
 * where the last layer of v is linear, {@code z_v = mean(m_u : u -> v) + r + b}, with r what the
 * vertex tells itself and b the bias, and so
 *
 * <pre>z_v . z_o = sum over u of (m_u . z_o) / n + r . z_o + b . z_o</pre>
 *
 * <p>Each term is the share of its source. Everything is taken in quanta of 2<sup>-24</sup>, as the
 * aggregation itself takes the messages ({@link FixedPoint}): the messages are quanta already, z_o,
 * r and b are rounded to them once. From then on there are whole numbers over a common denominator
 * only, n 2<sup>48</sup>, so the shares add up to the linear part without an error; the linear part
 * itself differs from the product of the rows in floats by what rounding does, some 1e-6.
 *
 * <p>Of a sum in place of a mean, as graph convolution has it, {@code z_v = s (sum of m_u + m_v) +
 * b} with s one over the root of v's degree, which is rounded to quanta, too, the denominator is
 * 2<sup>72</sup>.
 *
 * <p>A layer that aggregates first sums features, and its message to the score is {@code (W z_o)}:
 * the caller gives W' z_o as what messages are weighed with.
 */
public final class Shares {

  /** Edges that an alert shows. */
  public static final int SHOWN = 5;

  private static final BigInteger SCALE = BigInteger.ONE.shiftLeft(48);
  private static final Comparator<EdgeShare> STRONGEST_FIRST =
      Comparator.<EdgeShare, BigInteger>comparing(share -> share.share().numerator().abs())
          .reversed();

  /**
   * A message that the vertex has heard.
   *
   * @param quanta as they are in the sum: the weight of the edge is in them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Heard(EdgeRef edge, long[] quanta) {}

  /**
   * What the score is linear in beside the messages.
   *
   * @param messages what elements of messages are weighed with: z_o, or W' z_o
   * @param other z_o
   * @param self r: what the vertex tells itself, without the bias
   * @param bias b
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Weighing(float[] messages, float[] other, float[] self, float[] bias) {}

  private static final BigInteger QUANTA = BigInteger.ONE.shiftLeft(24);

  private final String vertex;
  private final BigInteger scale; // in quanta, of a sum; null of a mean
  private final List<Heard> heard;
  private final List<BigInteger> products = new ArrayList<>(); // m_u . z_o
  private final BigInteger self;
  private final BigInteger bias;
  private final BigInteger sum; // of the products

  private Shares(String vertex, Weighing weighing, List<Heard> heard, BigInteger scale) {
    this.vertex = vertex;
    this.heard = heard;
    this.scale = scale;
    long[] weights = quanta(weighing.messages());
    long[] other = quanta(weighing.other());
    BigInteger all = BigInteger.ZERO;
    for (Heard message : heard) {
      BigInteger product = WideSum.dot(weights, message.quanta());
      products.add(product);
      all = all.add(product);
    }
    this.sum = all;
    this.self = WideSum.dot(scale == null ? other : weights, quanta(weighing.self()));
    this.bias = WideSum.dot(other, quanta(weighing.bias()));
  }

  /** The shares of a vertex that takes the mean of what it has heard, 0 of nothing. */
  public static Shares ofMean(String vertex, Weighing weighing, List<Heard> heard) {
    return new Shares(vertex, weighing, List.copyOf(heard), null);
  }

  /**
   * The shares of a vertex that scales the sum of what it has heard and tells itself; self is a
   * message like the others.
   *
   * @param scale of the sum, which stays as it is when a message is taken away
   */
  public static Shares ofSum(String vertex, Weighing weighing, List<Heard> heard, double scale) {
    BigInteger quanta = BigInteger.valueOf(FixedPoint.quantise((float) scale));
    return new Shares(vertex, weighing, List.copyOf(heard), quanta);
  }

  /** The linear part: {@code z_v . z_o}. */
  public Fraction total() {
    return total(sum, heard.size());
  }

  public Fraction self() {
    return scale == null
        ? new Fraction(self, SCALE)
        : new Fraction(self.multiply(scale), denominator(0));
  }

  public Fraction bias() {
    return new Fraction(bias, SCALE);
  }

  /** The share of a message, by its place among those given. */
  public Fraction share(int message) {
    BigInteger product = products.get(message);
    return new Fraction(
        scale == null ? product : product.multiply(scale), denominator(heard.size()));
  }

  /**
   * What the linear part would be had the vertex not heard that message, and all else as it is. In
   * a mean the others weigh more then, being fewer; in a sum they do not.
   */
  public Fraction without(int message) {
    return total(sum.subtract(products.get(message)), heard.size() - 1);
  }

  /** All of it, the strongest edges first; of more than {@link #SHOWN} the sum. */
  public LinearPart part() {
    List<EdgeShare> edges = new ArrayList<>();
    for (int i = 0; i < heard.size(); i++) {
      edges.add(new EdgeShare(heard.get(i).edge(), share(i), without(i)));
    }
    edges.sort(STRONGEST_FIRST); // stable: of equals the first given
    List<EdgeShare> shown = edges.subList(0, Math.min(SHOWN, edges.size()));
    Fraction rest = Fraction.ZERO;
    for (EdgeShare other : edges.subList(shown.size(), edges.size())) {
      rest = rest.plus(other.share());
    }
    return new LinearPart(vertex, total(), self(), bias(), shown, rest);
  }

  private Fraction total(BigInteger messages, int count) {
    if (scale != null) {
      BigInteger scaled = messages.add(self).multiply(scale);
      return new Fraction(scaled.add(bias.multiply(QUANTA)), denominator(count));
    }
    BigInteger apart = self.add(bias).multiply(BigInteger.valueOf(Math.max(1, count)));
    return new Fraction(messages.add(apart), denominator(count));
  }

  private BigInteger denominator(int count) {
    if (scale != null) {
      return SCALE.multiply(QUANTA);
    }
    return SCALE.multiply(BigInteger.valueOf(Math.max(1, count)));
  }

  private static long[] quanta(float[] values) {
    long[] quanta = new long[values.length];
    for (int i = 0; i < quanta.length; i++) {
      quanta[i] = FixedPoint.quantise(values[i]);
    }
    return quanta;
  }
}
