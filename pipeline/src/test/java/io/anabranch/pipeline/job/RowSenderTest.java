// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.pipeline.link.LinkMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a vertex that changes all the time only the last row is told. */
class RowSenderTest {

  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private final List<LinkMessage.Row> told = new ArrayList<>();
  private final RowSender sender = new RowSender(time, 5, this::tell);

  private void tell(LinkMessage message) {
    message.parts().forEach(row -> told.add((LinkMessage.Row) row));
  }

  private void send(String vertex, int epoch, long sequence) {
    sender.send(epoch, new Embedding(vertex, 0, 0, sequence, 1, new float[] {sequence}));
  }

  /** It stands in the values, too; -1: the vertex is gone. */
  private static long sequence(LinkMessage.Row row) {
    if (row.row() == null) {
      return -1;
    }
    assertEquals(row.row().sequence(), (long) row.row().values()[0]);
    return row.row().sequence();
  }

  @BeforeEach
  void begin() throws Exception {
    time.setCurrentTime(0);
  }

  private List<Long> sequences() {
    return told.stream().map(RowSenderTest::sequence).toList();
  }

  @Test
  void usageExample() throws Exception {
    send("a", 0, 1);
    send("a", 0, 2);
    time.setCurrentTime(4);
    assertEquals(List.of(), told);
    time.setCurrentTime(5);
    assertEquals(List.of(2L), sequences());
    send("a", 0, 3);
    sender.sendGone("a");
    sender.flush();
    assertEquals(List.of(2L, -1L), sequences(), "the vertex is gone");
    time.setCurrentTime(100);
    assertEquals(2, told.size(), "nothing is told twice");
  }

  @Test
  void rowsOfTwoModelsAreBothTold() {
    send("a", 0, 1);
    send("a", 0, 2);
    send("a", 1, 3);
    send("a", 1, 4);
    sender.flush();
    assertEquals(List.of(2L, 4L), sequences());
  }

  /** A row of the model before is told whatever came in between, of this vertex or of others. */
  @Test
  void noRowIsLostWhileModelsChange() {
    send("a", 0, 1);
    send("b", 0, 1);
    send("c", 1, 1);
    send("b", 1, 2);
    send("a", 0, 2);
    send("a", 1, 3);
    sender.flush();
    assertEquals(List.of(1L, 2L), sequences("b"));
    assertEquals(List.of(2L, 3L), sequences("a"));
    send("a", 2, 4);
    sender.sendGone("a");
    send("a", 3, 5);
    send("a", 4, 6);
    sender.flush();
    assertEquals(List.of(2L, 3L, 5L, 6L), sequences("a"), "it was gone in between");
  }

  /** More wait at once than there are places that stay. */
  @Test
  void placesAreTakenAgain() {
    int many = 70_000;
    for (int round = 1; round <= 3; round++) {
      for (int i = 0; i < many; i++) {
        send("v" + (i + round), 0, round);
      }
      sender.sendGone("v" + (round + 7));
      sender.flush();
      assertEquals(many, told.size());
      for (LinkMessage.Row row : told) {
        assertEquals(row.vertex().equals("v" + (round + 7)) ? -1 : round, sequence(row));
      }
      assertEquals(many, told.stream().map(LinkMessage.Row::vertex).distinct().count());
      told.clear();
    }
  }

  private List<Long> sequences(String vertex) {
    return told.stream()
        .filter(row -> row.vertex().equals(vertex))
        .map(RowSenderTest::sequence)
        .toList();
  }

  /** The more went out last, the longer the next ones wait, up to two seconds. */
  @Test
  void theRateIsBoundedAndSoIsTheWait() throws Exception {
    for (int i = 0; i < 400; i++) {
      send("v" + i, 0, 1);
    }
    time.setCurrentTime(5);
    assertEquals(400, told.size());
    send("a", 0, 1);
    time.setCurrentTime(5 + 400 / RowSender.RATE - 1);
    assertEquals(400, told.size());
    time.setCurrentTime(5 + 400 / RowSender.RATE);
    assertEquals(401, told.size());
    for (int i = 0; i < 50_000; i++) {
      send("v" + i, 0, 2);
    }
    sender.flush();
    long flushed = time.getCurrentProcessingTime();
    send("a", 0, 2);
    time.setCurrentTime(flushed + RowSender.LONGEST - 1);
    assertEquals(50_401, told.size());
    time.setCurrentTime(flushed + RowSender.LONGEST);
    assertEquals(50_402, told.size());
  }
}
