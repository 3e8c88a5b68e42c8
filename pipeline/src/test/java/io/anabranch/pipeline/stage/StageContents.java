// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.mailbox.Mailbox;
import io.anabranch.state.subscription.Subscribers;
import java.util.Arrays;
import java.util.TreeSet;

/** What a stage keeps of a vertex, as text that does not depend on the order of pages. */
public final class StageContents {

  private StageContents() {}

  public static String of(ScatterVertex vertex) {
    return "own %s sent %s degree %d to %s"
        .formatted(
            bits(vertex.own),
            bits(vertex.sent),
            vertex.nextDegree,
            subscribers(vertex.subscribers));
  }

  /** Without sequence and event time, which tell of the way that led here. */
  public static String of(LayerVertex vertex) {
    return "self %s count %d degrees %d %d sum %s words %s roll %s value %s sent %s to %s"
        .formatted(
            bits(vertex.self),
            vertex.count,
            vertex.degree,
            vertex.nextDegree,
            sum(vertex.sum),
            words(vertex.mailbox),
            Arrays.toString(vertex.roll),
            bits(vertex.value),
            bits(vertex.sent),
            subscribers(vertex.subscribers));
  }

  /** Without the senders' counts of their words. */
  private static String words(Mailbox mailbox) {
    TreeSet<String> words = new TreeSet<>();
    if (mailbox != null) {
      mailbox.forEach((source, values) -> words.add(source + ": " + bits(values)));
    }
    return words.toString();
  }

  private static String subscribers(Subscribers subscribers) {
    TreeSet<String> entries = new TreeSet<>();
    subscribers.forEach(
        (target, weight, count) -> entries.add(target + " x " + weight + " x " + count));
    return entries.toString();
  }

  /** No sum is a sum of zeros. */
  private static String sum(long[] sum) {
    return sum == null || Arrays.stream(sum).allMatch(element -> element == 0)
        ? "0"
        : Arrays.toString(sum);
  }

  private static String bits(float[] values) {
    if (values == null) {
      return "none";
    }
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return Arrays.toString(bits);
  }
}
