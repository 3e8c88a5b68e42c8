// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.state.exchange.KeyGroups;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EmbeddingRowsTest {

  private final EmbeddingRows rows = new EmbeddingRows(3);

  private void put(String vertex, int epoch, float value) {
    rows.put(vertex, new LinkRow(epoch, 10 + epoch, 1, 0, new float[] {value}));
  }

  private void served(int from, int epoch) {
    rows.hear(new LinkMessage.Mark(0, LinkClock.ROWS_EPOCH, from, epoch));
  }

  private float value(String vertex) {
    return rows.of(vertex)[0];
  }

  /** a has gone over to the next model, b has not: both are seen as the earlier one has them. */
  @Test
  void rowsOfTwoModelsNeverStandBesideEachOther() {
    assertNull(rows.version());
    put("a", 0, 1);
    put("b", 0, 2);
    put("a", 1, 101);
    put("new", 1, 103);
    assertEquals(1, value("a"));
    assertEquals(2, value("b"));
    assertNull(rows.of("new"), "it has none of the earlier model");
    assertEquals(10, rows.version());

    put("b", 1, 102);
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      assertEquals(1, value("a"));
      served(group, 1);
    }
    assertEquals(101, value("a"));
    assertEquals(102, value("b"));
    assertEquals(103, value("new"));
    assertEquals(11, rows.version());
    put("b", 0, 9);
    assertEquals(3, rows.size(), "nothing of a model that is gone");
  }

  /** The measuring may begin when the job has gone over to later models long ago. */
  @Test
  void theFirstRowsMayBeOfALaterModel() {
    put("a", 3, 1);
    assertEquals(1, value("a"));
    put("a", 4, 2);
    assertEquals(1, value("a"));
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      served(group, 4);
    }
    assertEquals(2, value("a"));
  }

  @Test
  void aVertexThatIsGoneLeavesNothing() {
    put("a", 0, 1);
    put("a", 1, 2);
    rows.remove("a");
    assertEquals(0, rows.size());
    assertNull(rows.of("a"));
  }

  @Test
  void thoseWrittenLongestAgoMakeRoom() {
    put("a", 0, 1);
    put("b", 0, 2);
    put("c", 0, 3);
    put("a", 0, 4);
    put("d", 0, 5);
    assertNull(rows.of("b"));
    assertEquals(4, value("a"));
    assertEquals(3, rows.size());
  }

  @Test
  void itGoesOnAsIfItHadNotBeenWritten() throws IOException {
    put("b", 0, 1);
    put("a", 0, 2);
    put("a", 1, 3);
    served(5, 1);
    EmbeddingRows read =
        EmbeddingRows.read(new DataInputStream(new ByteArrayInputStream(bytes(rows))), 3);
    assertArrayEquals(bytes(rows), bytes(read));
    assertEquals(2, read.of("a")[0]);
    EmbeddingRows less =
        EmbeddingRows.read(new DataInputStream(new ByteArrayInputStream(bytes(rows))), 1);
    assertNull(less.of("b"), "the bound is another one");
    assertEquals(2, less.of("a")[0]);
  }

  private static byte[] bytes(EmbeddingRows rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rows.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
