// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final Cause CAUSE = new Cause(5, 7);

  private final List<Message.Block> blocks = new ArrayList<>();
  private final Outbox outbox = new Outbox(2, blocks::add);
  private final Heard heard = new Heard();

  /** The arrays start at 64 entries and are replaced while the 65th is made. */
  @Test
  void moreThanSixtyFourVerticesToldTheirValue() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      outbox.self("v" + i, new float[] {i, -i}, CAUSE);
      expected.add("self v%d [%s, %s]".formatted(i, (float) i, (float) -i));
    }
    assertEquals(200, outbox.size());
    assertEquals(expected, Set.copyOf(drain()));
  }

  @Test
  void moreThanSixtyFourVerticesToldTheyAreGone() {
    for (int i = 0; i < 200; i++) {
      outbox.gone("v" + i, CAUSE);
    }
    List<String> lines = drain();
    assertEquals(200, Set.copyOf(lines).size());
    assertTrue(lines.contains("gone v64"));
  }

  @Test
  void deltasToOneVertexAreSummedUp() {
    outbox.delta("v", 1, 1, new long[] {3, 4}, CAUSE);
    outbox.delta("v", 1, 2, new long[] {10, 20}, CAUSE);
    outbox.delta("v", -1, -1, new long[] {1, 1}, CAUSE);
    assertEquals(List.of("delta v +1 [22, 43]"), drain());
  }

  @Test
  void aDeltaOfZerosStillCounts() {
    outbox.delta("v", 1, 1, null, CAUSE);
    assertEquals(List.of("delta v +1 [0, 0]"), drain());
  }

  /** The accumulators are used again after a drain. */
  @Test
  void sumsBeginAtZeroAgain() {
    outbox.delta("v", 1, 1, new long[] {3, 4}, CAUSE);
    drain();
    outbox.delta("w", 1, 1, null, CAUSE);
    assertEquals(List.of("delta w +1 [0, 0]"), drain());
  }

  @Test
  void goneAfterSelfIsTheLastWord() {
    outbox.self("v", new float[] {1, 2}, CAUSE);
    outbox.gone("v", CAUSE);
    assertEquals(List.of("gone v"), drain());
  }

  @Test
  void selfAfterGoneIsTheLastWord() {
    outbox.gone("v", CAUSE);
    outbox.self("v", new float[] {1, 2}, CAUSE);
    assertEquals(List.of("self v [1.0, 2.0]"), drain());
  }

  @Test
  void ofMailTheLastWordOfEachSourceCounts() {
    outbox.mail("v", "a", new float[] {1, 2}, 1, CAUSE);
    outbox.mail("v", "a", new float[] {3, 4}, 2, CAUSE);
    outbox.mail("v", "b", new float[] {5, 6}, 9, CAUSE);
    outbox.mail("w", "a", new float[] {7, 8}, 3, CAUSE);
    outbox.mail("w", "a", null, 4, CAUSE);
    assertEquals(2, outbox.size());
    assertEquals(
        Set.of("mail v <- a [3.0, 4.0] #2", "mail v <- b [5.0, 6.0] #9", "mail w <- a null #4"),
        Set.copyOf(drain()));
    assertEquals(List.of(), drain());
  }

  @Test
  void ofRollsTheLastCounts() {
    outbox.roll("v", Roll.of(new String[] {"a"}, new int[] {-1}), CAUSE);
    outbox.roll("v", Roll.of(new String[] {"b", "a", "b"}, new int[] {2, -1, 3}), CAUSE);
    outbox.roll("w", Roll.EMPTY, CAUSE);
    assertEquals(Set.of("roll v [b, a, b][2, -1, 3]", "roll w [][]"), Set.copyOf(drain()));
    assertEquals(List.of(), drain());
  }

  @Test
  void degreesAreSummedUpByLayers() {
    outbox.degree("v", LayerMask.ALL, 5, CAUSE);
    outbox.degree("v", 2, 7, CAUSE);
    outbox.degree("v", 3, 1, CAUSE);
    outbox.degree("v", LayerMask.ALL, -2, CAUSE);
    outbox.degree("v", 2, -7, CAUSE);
    outbox.roll("v", Roll.EMPTY, CAUSE);
    assertEquals(List.of("roll v [][]", "degree v +3", "degree v, layers 3 +1"), drain());
    assertEquals(List.of(), drain());
  }

  @Test
  void subscriptionsThatCancelAreNotTold() {
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "v", 1f, LayerMask.ALL, -1, CAUSE);
    assertEquals(List.of(), drain());
  }

  @Test
  void subscriptionsOfOtherWeightsAndTargetsStayApart() {
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "v", 2f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "w", 2f, LayerMask.ALL, -1, CAUSE);
    assertEquals(
        List.of("u -> v, weight 1.0: +2", "u -> v, weight 2.0: +1", "u -> w, weight 2.0: -1"),
        drain());
  }

  /** A member of another layer is another subscriber; a change of layers is -1 and +1. */
  @Test
  void subscriptionsOfOtherLayersStayApart() {
    outbox.subscription("u", "v", 1f, 2, -1, CAUSE);
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.subscription("u", "w", 1f, 2, 1, CAUSE);
    outbox.subscription("u", "w", 1f, 2, -1, CAUSE);
    assertEquals(List.of("u -> v, weight 1.0, layers 2: -1", "u -> v, weight 1.0: +2"), drain());
  }

  /** Where nothing is sampled, nothing is written of it. */
  @Test
  void allLayersTakeNoByte() {
    outbox.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    outbox.drain();
    int all = blocks.remove(0).bytes().length;
    outbox.subscription("u", "v", 1f, 2, 1, CAUSE);
    outbox.drain();
    assertEquals(all + 1, blocks.remove(0).bytes().length);
  }

  @Test
  void allThatIsSaidToAVertexIsOneEntryWithTheCauseOfAll() {
    outbox.self("v", new float[] {1, 2}, new Cause(5, 70));
    outbox.delta("v", 1, 1, new long[] {3, 4}, new Cause(9, 90));
    outbox.subscription("v", "w", 1f, LayerMask.ALL, 1, new Cause(1, 60));
    assertEquals(1, outbox.size());
    read();
    assertEquals(List.of(new Cause(9, 60), new Cause(9, 60), new Cause(9, 60)), heard.causes());
    assertEquals(
        Set.of("self v [1.0, 2.0]", "delta v +1 [3, 4]", "v -> w, weight 1.0: +1"),
        Set.copyOf(heard.take()));
  }

  @Test
  void drainEmpties() {
    outbox.self("v", new float[] {1, 2}, CAUSE);
    assertEquals(1, drain().size());
    assertEquals(0, outbox.size());
    assertEquals(List.of(), drain());
    outbox.gone("v", CAUSE);
    assertEquals(List.of("gone v"), drain());
  }

  @Test
  void aFullBoxDrainsByItself() {
    for (int i = 0; i < Outbox.CAPACITY; i++) {
      outbox.delta("v" + i, 1, 1, new long[] {i, 1}, CAUSE);
    }
    assertEquals(List.of(), blocks);
    outbox.delta("one more", 1, 1, new long[] {8, 9}, CAUSE);
    assertEquals(1, outbox.size());
    assertEquals(Outbox.CAPACITY, Set.copyOf(readBlocks()).size());
    assertEquals(List.of("delta one more +1 [8, 9]"), drain());
  }

  @Test
  void blocksHoldTheirOwnGroupOnly() {
    for (int i = 0; i < 5_000; i++) {
      outbox.self("v" + i, new float[] {i, i}, CAUSE);
    }
    outbox.drain();
    for (Message.Block block : blocks) {
      new BlockReader(2).read(block.bytes(), heard);
      for (String line : heard.take()) {
        assertEquals(block.group(), KeyGroups.of(line.split(" ", 3)[1]));
      }
    }
  }

  @Test
  void sumsOfEveryWidthComeBack() {
    long[] edges = {
      Integer.MAX_VALUE,
      Integer.MIN_VALUE, // 4 bytes
      1L << 31,
      -(1L << 31) - 1,
      (1L << 39) - 1,
      -(1L << 39), // 5 bytes
      1L << 39,
      -(1L << 39) - 1,
      Long.MAX_VALUE,
      Long.MIN_VALUE // 8 bytes
    };
    for (long edge : edges) {
      long[] values = {edge, -1};
      outbox.delta("v", 1, 1, values, CAUSE);
      assertEquals(List.of("delta v +1 " + Arrays.toString(values)), drain());
    }
  }

  @Test
  void aBlockThatBreaksOffIsRefused() {
    outbox.delta("v", 1, 1, new long[] {1, 2}, CAUSE);
    outbox.drain();
    byte[] bytes = blocks.get(0).bytes();
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> new BlockReader(2).read(shorter, new Heard()));
    assertTrue(e.getMessage().startsWith("a block of " + shorter.length + " bytes breaks"));
  }

  private List<String> drain() {
    read();
    return heard.take();
  }

  private void read() {
    outbox.drain();
    readInto();
  }

  private List<String> readBlocks() {
    readInto();
    return heard.take();
  }

  private void readInto() {
    blocks.forEach(block -> new BlockReader(2).read(block.bytes(), heard));
    blocks.clear();
  }
}
