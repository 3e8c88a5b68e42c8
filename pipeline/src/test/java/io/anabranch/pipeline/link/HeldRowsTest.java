// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Two rows of one model make a pair, and nothing else does. */
class HeldRowsTest {

  private static LinkRow row(int epoch, long sequence) {
    return new LinkRow(epoch, 10 + epoch, sequence, 0, new float[] {epoch, sequence});
  }

  private static HeldRows held(LinkRow... rows) {
    HeldRows held = new HeldRows();
    for (LinkRow row : rows) {
      held.put(row);
    }
    return held;
  }

  private static HeldRows.Pair pair(LinkRow first, LinkRow second) {
    return new HeldRows.Pair(first, second);
  }

  @Test
  void usageExample() {
    HeldRows src = held(row(0, 1), row(0, 2));
    HeldRows dst = held(row(0, 7));
    assertEquals(Optional.of(pair(row(0, 2), row(0, 7))), src.pair(dst));
  }

  @Test
  void whileModelsChangeThePairIsOfTheLatestThatBothHave() {
    HeldRows over = held(row(0, 1), row(1, 2)); // its group has gone over
    HeldRows not = held(row(0, 5));
    assertEquals(Optional.of(pair(row(0, 1), row(0, 5))), over.pair(not));
    not.put(row(1, 6));
    assertEquals(Optional.of(pair(row(1, 2), row(1, 6))), over.pair(not));
  }

  @Test
  void aVertexThatIsBornInBetweenHasNoPairWithThoseThatHaveNotGoneOver() {
    assertEquals(Optional.empty(), held(row(1, 1)).pair(held(row(0, 1))));
  }

  @Test
  void theModelBeforeIsRetired() {
    HeldRows over = held(row(0, 1), row(1, 2));
    assertEquals(row(0, 1), over.earliest());
    over.retire(1);
    assertEquals(row(1, 2), over.earliest());
    assertEquals(Optional.empty(), over.pair(held(row(0, 5))));
  }

  @Test
  void ofAThirdModelTheFirstIsForgotten() {
    HeldRows rows = held(row(0, 1), row(1, 2), row(2, 3));
    assertEquals(row(1, 2), rows.earliest());
    assertEquals(row(2, 3), rows.newest());
  }

  @Test
  void ofAVertexThatIsGoneNothingIsHeld() {
    HeldRows rows = held(row(0, 1), row(1, 2));
    rows.clear();
    assertTrue(rows.isEmpty());
    assertEquals(Optional.empty(), rows.pair(held(row(1, 1))));
  }

  @Property
  void aPairIsNeverOfTwoModels(
      @ForAll @Size(max = 6) int @IntRange(max = 3) [] first,
      @ForAll @Size(max = 6) int @IntRange(max = 3) [] second) {
    HeldRows a = new HeldRows();
    HeldRows b = new HeldRows();
    for (int epoch : first) {
      a.put(row(epoch, 1));
    }
    for (int epoch : second) {
      b.put(row(epoch, 2));
    }
    a.pair(b).ifPresent(pair -> assertEquals(pair.first().epoch(), pair.second().epoch()));
    assertEquals(a.pair(b).isPresent(), b.pair(a).isPresent());
  }
}
