// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.state.event.InputTopic;
import java.util.Iterator;
import java.util.List;

/**
 * Records that no job should accept, to show that each ends among the dead letters and harms
 * nothing. One of each kind in turn, mixed evenly into a stream of good ones.
 */
public final class BadRecords implements Iterator<Outgoing> {

  private static final byte[] KEY = "bad".getBytes(UTF_8);

  private static final List<Outgoing> JSON =
      List.of(
          edge("{\"src\":\"a\",\"dst\":\"b\",\"timest"),
          edge("{\"src\":\"a\",\"dst\":\"b\"}"),
          edge("{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":-1}"),
          edge("{\"src\":\"a\",\"dst\":\"\",\"timestamp\":1}"),
          edge("{\"op\":\"merge\",\"src\":\"a\",\"dst\":\"b\",\"timestamp\":1}"),
          edge("{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":1,\"weight\":1e99}"),
          edge("not json"),
          new Outgoing(InputTopic.EDGES, KEY, new byte[] {0, (byte) 0xff, 1, 2}, true),
          new Outgoing(
              InputTopic.EDGES,
              null,
              "{\"src\":\"a\",\"dst\":\"b\",\"timestamp\":1}".getBytes(UTF_8),
              true),
          new Outgoing(InputTopic.EDGES, KEY, null, true),
          features("{\"vertex\":\"a\",\"timestamp\":1,\"features\":[\"x\"]}"),
          features("{\"vertex\":\"a\",\"timestamp\":1}"));

  private final Iterator<Outgoing> good;
  private final double share;
  private final List<Outgoing> kinds;
  private long goodCount;
  private long badCount;

  private BadRecords(Iterator<Outgoing> good, double share, List<Outgoing> kinds) {
    this.good = good;
    this.share = share;
    this.kinds = kinds;
  }

  /** One of each kind. None of them is valid under any limits. */
  public static List<Outgoing> kinds(EventFormat format) {
    return switch (format) {
      case JSON -> JSON;
      case AVRO -> BadAvro.KINDS;
    };
  }

  /**
   * The good records with bad ones among them.
   *
   * @param share bad ones for each good one, from 0 to 1
   * @param format of the good ones, so that the bad ones are nearly right
   */
  public static Iterator<Outgoing> mixedInto(
      Iterator<Outgoing> good, double share, EventFormat format) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("badShare is " + share + ", expected 0 to 1");
    }
    return new BadRecords(good, share, kinds(format));
  }

  /** How many bad ones come with so many good ones. */
  public static long count(long good, double share) {
    return (long) (good * share);
  }

  @Override
  public boolean hasNext() {
    return badDue() || good.hasNext();
  }

  private boolean badDue() {
    return badCount < count(goodCount, share);
  }

  @Override
  public Outgoing next() {
    if (badDue()) {
      return kinds.get((int) (badCount++ % kinds.size()));
    }
    goodCount++;
    return good.next();
  }

  private static Outgoing edge(String json) {
    return new Outgoing(InputTopic.EDGES, KEY, json.getBytes(UTF_8), true);
  }

  private static Outgoing features(String json) {
    return new Outgoing(InputTopic.FEATURES, KEY, json.getBytes(UTF_8), true);
  }
}
