// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import static io.anabranch.pipeline.prequential.SmallStream.HALF_LIFE;
import static io.anabranch.pipeline.prequential.SmallStream.learnt;
import static io.anabranch.pipeline.prequential.SmallStream.memory;
import static io.anabranch.pipeline.prequential.SmallStream.scores;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.sampling.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamMemoryTest {

  @Test
  void partnersAreCountedAndTimed() {
    Partners partners = memory().partners(0);
    assertEquals(2, partners.size());
    assertEquals(11, partners.vertex(0));
    assertEquals(10, partners.vertex(1));
    assertEquals(2, partners.count(1));
    assertEquals(100, partners.first(1));
    assertEquals(300, partners.last(1));
    assertEquals(3, partners.meetings());
    assertEquals(2 / 3.0, partners.firstShare());
    assertEquals((0.2 * 0.8 + 0.2) * 0.8, partners.freshness(), 1e-15);
  }

  /** 12, 10 and 11, all at 5: their numbers decide, and so who falls out first. */
  @Test
  void partnersOfOneTimeStandByNumber() {
    Partners partners = new Partners();
    for (int partner : new int[] {12, 10, 11}) {
      partners.meet(partner, 5, 3);
    }
    assertEquals(10, partners.vertex(0));
    assertEquals(11, partners.vertex(1));
    assertEquals(12, partners.vertex(2));
    assertEquals(0, partners.newer(0));
    partners.meet(9, 6, 3);
    assertEquals(-1, partners.find(10));
    assertEquals(1, partners.newer(0));
  }

  /** An edge that comes late counts, but does not make its partner newer. */
  @Test
  void aLateEdgeDoesNotMakeItsPartnerNewer() {
    Partners partners = learnt(new int[][] {{0, 10, 100}, {0, 11, 200}, {0, 10, 50}}).partners(0);
    assertEquals(10, partners.vertex(0));
    assertEquals(50, partners.first(0));
    assertEquals(100, partners.last(0));
    assertEquals(2, partners.count(0));
  }

  @Test
  void aPoolKnowsWhoIsLeft() {
    Pool pool = new Pool();
    for (int vertex : new int[] {5, 6, 7, 5, 8}) {
      pool.add(vertex);
    }
    assertEquals(4, pool.size());
    pool.removeIf(v -> v == 5 || v == 6);
    assertEquals(2, pool.size());
    assertEquals(15, pool.get(0) + pool.get(1));
    pool.add(7);
    assertEquals(2, pool.size());
    pool.add(6);
    assertEquals(6, pool.get(2));
    pool.removeIf(v -> true);
    assertEquals(0, pool.size());
  }

  @Test
  void thePartnerNotMetForLongestFallsOutFirst() {
    StreamMemory memory = new StreamMemory(new MemoryLimits(2, 2, 2, List.of(HALF_LIFE)));
    for (int page = 10; page < 15; page++) {
      memory.learn(new Interaction(0, page, page));
    }
    assertFalse(memory.knows(0, 12));
    assertTrue(memory.knows(0, 13));
    assertTrue(memory.knows(0, 14));
  }

  /** 0: 10 -> 11 (new) -> 10 (known); 1: 11 -> 12 (new). */
  @Test
  void coVisitsKnowWhatFollowsAndWhatGoesTogether() {
    CoVisits coVisits = memory().coVisits();
    assertEquals(1, coVisits.next(10).of(11));
    assertEquals(1, coVisits.next(11).of(10));
    assertEquals(1, coVisits.next(11).of(12));
    assertEquals(2, coVisits.next(11).total());
    assertEquals(1, coVisits.nextNew(11).total());
    assertEquals(1, coVisits.together(12).of(11));
    assertEquals(1, coVisits.together(10).of(11));
  }

  /** 5 x a, 2 x b, then c: halved to 2, 1 and 0. */
  @Test
  void countsAreHalvedWhenThereIsNoRoom() {
    Counts counts = new Counts();
    for (int i = 0; i < 5; i++) {
      counts.add(1, 2);
    }
    counts.add(2, 2);
    counts.add(2, 2);
    counts.add(3, 2);
    assertEquals(2, counts.of(1));
    assertEquals(1, counts.of(2));
    assertEquals(0, counts.of(3));
    assertEquals(3, counts.total());
  }

  @Test
  void whatIsForgottenLeavesNothing() {
    StreamMemory memory = memory();
    memory.forget(v -> v == 10);
    assertFalse(memory.knows(0, 10));
    assertTrue(memory.knows(0, 11));
    assertEquals(0, memory.popularity(10).count);
    memory.forget(v -> true);
    assertEquals(0, memory.entries());
  }

  /** The state, and so every score, whatever the order of edges of one time. */
  @Test
  void edgesOfOneTimeMayComeInAnyOrder() {
    int[] order = {0, 1, 2, 3, 4, 5};
    int[][] edges = {{0, 10, 7}, {0, 11, 7}, {0, 10, 7}, {1, 10, 7}, {1, 12, 7}, {0, 12, 7}};
    double[] expected = everyScore(learnt(edges));
    for (int seed = 0; seed < 50; seed++) {
      Draws.of(seed, "order", 0).shuffle(order, 0, order.length);
      int[][] shuffled = new int[edges.length][];
      for (int i = 0; i < edges.length; i++) {
        shuffled[i] = edges[order[i]];
      }
      assertArrayEquals(expected, everyScore(learnt(shuffled)), "seed " + seed);
    }
  }

  private static double[] everyScore(StreamMemory memory) {
    double[] all = new double[20];
    List<Rule> rules =
        List.of(
            EdgeBank.unlimited(memory),
            EdgeBank.within(memory, 3),
            Recency.ofPartners(memory),
            Recency.twoWay(memory),
            new DecayedPopularity(memory, HALF_LIFE));
    for (int r = 0; r < rules.size(); r++) {
      System.arraycopy(scores(rules.get(r), 0, 9), 0, all, 4 * r, 4);
    }
    return all;
  }

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    StreamMemory before = memory();
    StreamMemory after = StreamMemory.read(in(bytes(before)));
    assertArrayEquals(bytes(before), bytes(after));
    assertArrayEquals(everyScore(before), everyScore(after));
    before.learn(new Interaction(2, 10, 500));
    after.learn(new Interaction(2, 10, 500));
    assertArrayEquals(bytes(before), bytes(after));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = bytes(memory());
    bytes[3]++;
    IOException e = assertThrows(IOException.class, () -> StreamMemory.read(in(bytes)));
    assertEquals("the memory of the stream: expected format version 1; came 2", e.getMessage());
  }

  private static byte[] bytes(StreamMemory memory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
