// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.pipeline.prequential.EdgeBank;
import io.anabranch.pipeline.prequential.Interaction;
import io.anabranch.pipeline.prequential.MemoryLimits;
import io.anabranch.pipeline.prequential.Query;
import io.anabranch.pipeline.prequential.StreamMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  private static final Path MESSAGES = Path.of("../../shared/data/collegemsg");

  /**
   * Ten edges 0, 10, .. 90: the quantiles lie at 63 and 76.5, so 7 edges are of the first part, 1
   * of the second, 2 of the third.
   */
  @Test
  void partsAreCutByTheQuantilesOfTime() {
    Split split = Split.of(messages(10, 1));
    assertEquals(new Split(7, 8, 10), split);
    assertEquals(Part.TRAIN, split.part(6));
    assertEquals(Part.VALIDATION, split.part(7));
    assertEquals(Part.TEST, split.part(8));
    assertEquals(8, split.endOfPart(7));
    assertEquals(2, split.size(Part.TEST));
  }

  /** Edge i is 0 -> 1 + i % kinds, at 10 i. */
  private static EdgeList messages(int count, int kinds) {
    return new EdgeList(
        IntStream.range(0, count)
            .mapToObj(i -> new Interaction(0, 1 + i % kinds, 10L * i))
            .toList(),
        IntStream.rangeClosed(0, kinds).mapToObj(i -> "v" + i).toList());
  }

  /**
   * 0 meets 1, 2, 3, 1, 2, 3 ..., so that every pair is known when the test comes: three candidates
   * tie, and the mean of rank 1 and rank 3 is 2. Of the same source and time there is nobody else.
   */
  @Test
  void tiesCountAsTheMeanOfTheirRanks() {
    Mrr test = edgeBank(messages(20, 3), new Convention("each", 1));
    assertEquals(0.5, test.all());
    assertEquals(0.5, test.repeated());
    assertEquals(0, test.freshCount());
  }

  /** All at one time: whoever else is met then does not count, so each has rank 1. */
  @Test
  void partnersOfTheSameTimeAreLeftOut() {
    EdgeList list = messages(20, 3);
    List<Interaction> edges =
        list.edges().stream()
            .map(e -> new Interaction(e.src(), e.dst(), e.time() < 170 ? e.time() : 170))
            .toList();
    Mrr test = edgeBank(new EdgeList(edges, list.names()), new Convention("each", 1));
    assertEquals(1, test.all());
  }

  /**
   * Edges 0 .. 16 meet 1, and 17 .. 19, the test, meet 2; in a batch of 3 it is unknown throughout.
   */
  @Test
  void aBatchIsScoredWithTheStateBeforeIt() {
    EdgeList list = messages(17, 1);
    List<Interaction> edges = new ArrayList<>(list.edges());
    for (int i = 17; i < 20; i++) {
      edges.add(new Interaction(0, 2, 10L * i));
    }
    EdgeList twice = new EdgeList(edges, List.of("v0", "v1", "v2"));
    Mrr each = edgeBank(twice, new Convention("each", 1));
    Mrr batch = edgeBank(twice, new Convention("batch", 3));
    // Of two candidates the unknown one has rank 2; when both are known they tie at 1.5.
    assertEquals((1 / 2.0 + 1 / 1.5 + 1 / 1.5) / 3, each.all(), 1e-15);
    assertEquals(1 / 2.0, batch.all(), 1e-15);
    assertEquals(1, batch.freshCount());
  }

  private static Mrr edgeBank(EdgeList edges, Convention convention) {
    StreamMemory memory = new StreamMemory(MemoryLimits.defaults());
    Protocol protocol =
        new Protocol(
            edges,
            Split.of(edges),
            convention,
            Integer.MAX_VALUE,
            List.of(Entrant.of("EdgeBank", EdgeBank.unlimited(memory))));
    return protocol.run(course(memory)).get(0).get(Part.TEST);
  }

  private static Protocol.Course course(StreamMemory memory) {
    return new Protocol.Course() {
      @Override
      public void open(Query query) {}

      @Override
      public void learn(Interaction edge) {
        memory.learn(edge);
      }

      @Override
      public void publish() {}
    };
  }

  /** EdgeBank on the first 20,000 messages, beside a plain table of pairs and counts of ties. */
  @Test
  void edgeBankOnMessagesIsThatOfBruteForce() {
    assumeTrue(Files.isDirectory(MESSAGES), "needs " + MESSAGES);
    EdgeList edges = EdgeList.read(MESSAGES).head(20_000);
    assertEquals(bruteForce(edges, 1), edgeBank(edges, Convention.EACH).all(), 1e-12);
    assertEquals(bruteForce(edges, 200), edgeBank(edges, Convention.BATCHES).all(), 1e-12);
  }

  private static double bruteForce(EdgeList edges, int batch) {
    Split split = Split.of(edges);
    int[] all = edges.destinations();
    Map<Long, Integer> known = new HashMap<>(); // the first edge of a pair
    for (int i = edges.size() - 1; i >= 0; i--) {
      known.put(key(edges.edge(i).src(), edges.edge(i).dst()), i);
    }
    double sum = 0;
    for (int i = split.validation(); i < split.end(); i++) {
      int learnt = split.validation() + (i - split.validation()) / batch * batch;
      Interaction edge = edges.edge(i);
      boolean own = known.get(key(edge.src(), edge.dst())) < learnt;
      int above = 0;
      int tied = 0;
      for (int other : all) {
        if (other == edge.dst() || meetsAtTheSameTime(edges, edge, other)) {
          continue;
        }
        boolean his = known.getOrDefault(key(edge.src(), other), Integer.MAX_VALUE) < learnt;
        above += his && !own ? 1 : 0;
        tied += his == own ? 1 : 0;
      }
      sum += 1 / (((above + 1) + (above + tied + 1)) / 2.0);
    }
    return sum / split.size(Part.TEST);
  }

  private static final Map<String, Boolean> MEETINGS = new HashMap<>();

  private static boolean meetsAtTheSameTime(EdgeList edges, Interaction edge, int other) {
    if (MEETINGS.isEmpty()) {
      edges
          .edges()
          .forEach(e -> MEETINGS.put(e.src() + " " + e.dst() + " " + e.time(), Boolean.TRUE));
    }
    return MEETINGS.containsKey(edge.src() + " " + other + " " + edge.time());
  }

  private static long key(int src, int dst) {
    return ((long) src << Integer.SIZE) | dst;
  }
}
