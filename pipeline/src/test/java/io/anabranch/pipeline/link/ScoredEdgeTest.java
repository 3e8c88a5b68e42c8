// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.pipeline.link.ScoredEdge.Outcome;
import io.anabranch.state.event.EdgeEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Numbers worked by hand. */
class ScoredEdgeTest {

  private static final EdgeEvent EDGE = EdgeEvent.add("a", "b", 5);

  private static HeldRows held(int epoch, float... values) {
    HeldRows rows = new HeldRows();
    rows.put(new LinkRow(epoch, 3, 4, 1, values));
    return rows;
  }

  private static ScoredEdge scored(HeldRows src, HeldRows dst) {
    return ScoredEdge.of(EDGE, 9, src, dst, LinkDecoder.INNER_PRODUCT);
  }

  /**
   * Means (1, 2) and (3, -1), all standard deviations 1 but the first of u, which is 2 = e^0.6931:
   * the variance is 4 * 1 + 1 * 1 + 9 * 4 = 41, and 1 + 4 + 1 = 6.
   */
  @Test
  void ofDistributionsTheMeansAreMultiplied() {
    float log2 = (float) Math.log(2);
    float[] u = {1, 2, log2, 0};
    float[] v = {3, -1, 0, 0};
    assertEquals(1f, LinkDecoder.GAUSSIAN.logit(u, v));
    assertEquals(47, LinkDecoder.GAUSSIAN.variance(u, v), 1e-5);
    LinkAnswer answer =
        LinkAnswer.of(
            new io.anabranch.connectors.codec.LinkQuery("q", "a", "b"),
            false,
            held(0, u),
            held(0, v),
            LinkDecoder.GAUSSIAN);
    assertEquals(47, answer.variance(), 1e-5);
    assertEquals(1f, answer.logit());
  }

  /** 1 * 2 + 0.5 * (-2) = 1; log(1 + e^-1) = 0.31326168751822286. */
  @Test
  void theSurpriseOfAnEdge() {
    ScoredEdge scored = scored(held(0, 1f, 0.5f), held(0, 2f, -2f));
    assertEquals(Outcome.SCORED, scored.outcome());
    assertEquals(1f, scored.logit());
    assertEquals(0.31326168751822286, scored.surprise(), 1e-15);
    assertEquals("a", scored.src().vertex());
    assertEquals(3, scored.dst().modelVersion());
    assertEquals(4, scored.dst().sequence());
  }

  @Test
  void ofOrthogonalRowsItIsThatOfACoin() {
    assertEquals(Math.log(2), ScoredEdge.surprise(0f), 1e-15);
  }

  @Test
  void farOutItNeitherOverflowsNorVanishes() {
    assertEquals(1000, ScoredEdge.surprise(-1000f), 1e-9);
    assertEquals(Math.exp(-30), ScoredEdge.surprise(30f), 1e-26);
  }

  @Test
  void anEdgeOfAnUnknownVertexHasNone() {
    ScoredEdge scored = scored(new HeldRows(), held(0, 1f));
    assertEquals(Outcome.UNKNOWN_VERTEX, scored.outcome());
    assertNull(scored.src());
    assertNull(scored.dst());
  }

  @Test
  void rowsOfTwoModelsAreNotPaired() {
    ScoredEdge scored = scored(held(0, 1f), held(1, 1f));
    assertEquals(Outcome.NO_COMMON_MODEL, scored.outcome());
    assertNull(scored.src());
  }

  @Test
  void asJson() {
    ScoredEdge scored = scored(held(0, 1f, 0.5f), held(0, 2f, -2f));
    assertEquals(
        "{\"src\":\"a\",\"dst\":\"b\",\"weight\":1.0,\"timestamp\":5,\"arrived\":9,"
            + "\"outcome\":\"scored\",\"logit\":1.0,\"surprise\":"
            + scored.surprise()
            + ",\"srcRow\":{\"vertex\":\"a\",\"modelVersion\":3,\"sequence\":4,\"checksum\":\"%08x\"}"
                .formatted(scored.src().checksum())
            + ",\"dstRow\":{\"vertex\":\"b\",\"modelVersion\":3,\"sequence\":4,\"checksum\":\"%08x\"}}"
                .formatted(scored.dst().checksum()),
        new String(LinkJson.of(scored), StandardCharsets.UTF_8));
  }

  /** CRC-32C of 3F 80 00 00, by the definition of Castagnoli's polynomial. */
  @Test
  void aRowsNameHasTheChecksumOfItsValues() {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(new byte[] {0x3F, (byte) 0x80, 0, 0});
    assertEquals((int) crc.getValue(), held(0, 1f).newest().name("a").checksum());
  }
}
