// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.pipeline.link.ScoredEdge.Outcome;
import io.anabranch.state.event.EdgeEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What is written without a generator has the generator's bytes. */
class SurpriseJsonTest {

  private static ScoredEdge scored(
      String src, String dst, String id, float weight, long time, float logit, int number) {
    EdgeEvent edge = new EdgeEvent(EdgeEvent.Op.ADD, src, dst, id, time, weight);
    return new ScoredEdge(
        edge,
        time + 1,
        Outcome.SCORED,
        new RowName(src, number, time, number),
        new RowName(dst, -number, -time, ~number),
        logit);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void usageExample() {
    byte[] json = SurpriseJson.of(scored("a", "b", "7", 1f, 5, -2.5f, 10));
    assertEquals(
        "{\"src\":\"a\",\"dst\":\"b\",\"id\":\"7\",\"weight\":1.0,\"timestamp\":5,\"arrived\":6,"
            + "\"outcome\":\"scored\",\"logit\":-2.5,\"surprise\":"
            + ScoredEdge.surprise(-2.5f)
            + ",\"srcRow\":{\"vertex\":\"a\",\"modelVersion\":10,\"sequence\":5,"
            + "\"checksum\":\"0000000a\"},\"dstRow\":{\"vertex\":\"b\",\"modelVersion\":-10,"
            + "\"sequence\":-5,\"checksum\":\"fffffff5\"}}",
        text(json));
  }

  @Test
  void whatIsNotScoredIsWrittenToo() {
    EdgeEvent edge = EdgeEvent.add("a", "b", 5);
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.SCORED) {
        ScoredEdge scored = new ScoredEdge(edge, 6, outcome, null, null, 0f);
        assertEquals(text(LinkJson.generated(scored)), text(SurpriseJson.of(scored)));
      }
    }
  }

  @Test
  void whatNeedsEscapesOrQuotesIsLeftToTheGenerator() {
    for (String odd : new String[] {"a\"", "\\", "\n", "\u007f", "\u00e9", "\ud83d\ude00"}) {
      assertNull(SurpriseJson.of(scored(odd, "b", "", 1f, 5, 1f, 1)), odd);
      ScoredEdge escaped = scored("a", odd, odd, 1f, 5, 1f, 1);
      assertNull(SurpriseJson.of(escaped), odd);
      assertEquals(text(LinkJson.generated(escaped)), text(LinkJson.of(escaped)));
    }
    assertNull(SurpriseJson.of(scored("a", "b", "", Float.NaN, 5, 1f, 1)));
    assertNotNull(SurpriseJson.of(scored("a".repeat(5_000), "/ <>", "", 1f, 5, 1f, 1)));
  }

  @Property(tries = 500)
  void theBytesAreTheGenerators(
      @ForAll @StringLength(max = 12) String src,
      @ForAll("ids") String dst,
      @ForAll("ids") String id,
      @ForAll float weight,
      @ForAll long time,
      @ForAll int logitBits,
      @ForAll int number) {
    float logit = Float.intBitsToFloat(logitBits);
    ScoredEdge scored =
        scored(src, dst, id, weight, time, Float.isFinite(logit) ? logit : 1f, number);
    assertEquals(text(LinkJson.generated(scored)), text(LinkJson.of(scored)));
    ScoredEdge plain = scored("u", dst, id, weight, time, scored.logit(), number);
    assertEquals(text(LinkJson.generated(plain)), text(SurpriseJson.of(plain)));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().withCharRange('#', '[').ofMaxLength(20);
  }
}
