// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
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

  private static LinkRow row(int epoch, long sequence) {
    return new LinkRow(epoch, 1, sequence, 0, new float[] {sequence});
  }

  @BeforeEach
  void begin() throws Exception {
    time.setCurrentTime(0);
  }

  private List<Long> sequences() {
    return told.stream().map(row -> row.row() == null ? -1 : row.row().sequence()).toList();
  }

  @Test
  void usageExample() throws Exception {
    sender.send("a", row(0, 1));
    sender.send("a", row(0, 2));
    time.setCurrentTime(4);
    assertEquals(List.of(), told);
    time.setCurrentTime(5);
    assertEquals(List.of(2L), sequences());
    sender.send("a", row(0, 3));
    sender.send("a", null);
    sender.flush();
    assertEquals(List.of(2L, -1L), sequences(), "the vertex is gone");
    time.setCurrentTime(100);
    assertEquals(2, told.size(), "nothing is told twice");
  }

  @Test
  void rowsOfTwoModelsAreBothTold() {
    sender.send("a", row(0, 1));
    sender.send("a", row(0, 2));
    sender.send("a", row(1, 3));
    sender.send("a", row(1, 4));
    sender.flush();
    assertEquals(List.of(2L, 4L), sequences());
  }

  /** A row of the model before is told whatever came in between, of this vertex or of others. */
  @Test
  void noRowIsLostWhileModelsChange() {
    sender.send("a", row(0, 1));
    sender.send("b", row(0, 1));
    sender.send("c", row(1, 1));
    sender.send("b", row(1, 2));
    sender.send("a", row(0, 2));
    sender.send("a", row(1, 3));
    sender.flush();
    assertEquals(List.of(1L, 2L), sequences("b"));
    assertEquals(List.of(2L, 3L), sequences("a"));
    sender.send("a", row(2, 4));
    sender.send("a", null);
    sender.send("a", row(3, 5));
    sender.send("a", row(4, 6));
    sender.flush();
    assertEquals(List.of(2L, 3L, 5L, 6L), sequences("a"), "it was gone in between");
  }

  private List<Long> sequences(String vertex) {
    return told.stream()
        .filter(row -> row.vertex().equals(vertex))
        .map(row -> row.row().sequence())
        .toList();
  }

  /** The more went out last, the longer the next ones wait, up to a second. */
  @Test
  void theRateIsBoundedAndSoIsTheWait() throws Exception {
    for (int i = 0; i < 400; i++) {
      sender.send("v" + i, row(0, 1));
    }
    time.setCurrentTime(5);
    assertEquals(400, told.size());
    sender.send("a", row(0, 1));
    time.setCurrentTime(5 + 400 / RowSender.RATE - 1);
    assertEquals(400, told.size());
    time.setCurrentTime(5 + 400 / RowSender.RATE);
    assertEquals(401, told.size());
    for (int i = 0; i < 50_000; i++) {
      sender.send("v" + i, row(0, 2));
    }
    sender.flush();
    long flushed = time.getCurrentProcessingTime();
    sender.send("a", row(0, 2));
    time.setCurrentTime(flushed + RowSender.LONGEST - 1);
    assertEquals(50_401, told.size());
    time.setCurrentTime(flushed + RowSender.LONGEST);
    assertEquals(50_402, told.size());
  }
}
