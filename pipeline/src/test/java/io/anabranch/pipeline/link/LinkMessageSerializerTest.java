// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.KeyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Messages and rows in bytes, and what is sent together. */
class LinkMessageSerializerTest {

  private static final LinkMessageSerializer SERIALIZER = new LinkMessageSerializer();
  private static final EdgeEvent EDGE = EdgeEvent.add("a", "b", 5);
  private static final LinkRow ROW =
      new LinkRow(1, 7, 300, -5, new float[] {1.5f, -0f, Float.MIN_VALUE});

  private static HeldRows held(LinkRow... rows) {
    HeldRows held = new HeldRows();
    List.of(rows).forEach(held::put);
    return held;
  }

  private static byte[] bytes(LinkMessage message) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(message, out);
    return out.getCopyOfBuffer();
  }

  private static LinkMessage read(byte[] bytes) throws IOException {
    return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
  }

  @Test
  void everyKindIsReadAsItWasWritten() throws IOException {
    LinkRow later = new LinkRow(2, 8, 1, 9, new float[0]);
    RowName name = ROW.name("a");
    List<LinkMessage> all =
        List.of(
            new LinkMessage.Row("a", ROW),
            new LinkMessage.Row("a", null),
            new LinkMessage.Arrival(EDGE, 17),
            new LinkMessage.Half(EDGE, 17, held(ROW, later)),
            new LinkMessage.Query(new LinkQuery("q", "a", "b")),
            new LinkMessage.HalfQuery(new LinkQuery("q", "a", "b"), true, held()),
            new LinkMessage.Mark(72, LinkClock.INDEX_PERIOD, 127, Long.MAX_VALUE),
            new LinkMessage.Ask("a", 100, List.of("b", "c")),
            new LinkMessage.Wedges("a", 100, List.of("b")),
            new LinkMessage.IndexRow(127, "a", held(ROW)),
            new LinkMessage.Search(0, 100, "a", ROW, List.of("b"), List.of()),
            new LinkMessage.Found(3, 100, name, List.of(new Partner(name, 2f))));
    for (LinkMessage message : all) {
      LinkMessage read = read(bytes(message));
      assertEquals(message.getClass(), read.getClass());
      assertEquals(message.key(), read.key());
      assertArrayEquals(bytes(message), bytes(read), message::toString);
    }
    LinkLog log = new LinkLog();
    log.add("a", "b", -1);
    LinkMessage.Links links =
        (LinkMessage.Links) read(bytes(new LinkMessage.Links(127, log.take())));
    assertEquals(KeyGroups.key(127), links.key());
    log.add(links.bytes());
    assertArrayEquals(new byte[] {1, 1, 'a', 1, 'b', -1}, log.toBytes(), "as state keeps it");
    List<String> changes = new ArrayList<>();
    LinkLog.fromBytes(log.toBytes()).drain((u, v, change) -> changes.add(u + v + change));
    assertEquals(List.of("ab-1"), changes);
    assertThrows(IOException.class, () -> LinkLog.fromBytes(new byte[] {9}));
    LinkMessage.Block block = (LinkMessage.Block) read(bytes(new LinkMessage.Block(5, all)));
    assertEquals(KeyGroups.key(5), block.key());
    assertEquals(all.size(), block.messages().size());
    assertArrayEquals(bytes(new LinkMessage.Block(5, all)), bytes(block));
    assertThrows(IOException.class, () -> read(new byte[] {99}));
  }

  /** Values, bytes and checksum are the same whichever of them a row began as. */
  @Test
  void aRowIsTheSameFromValuesAndFromBytes() throws IOException {
    LinkRow read = ((LinkMessage.Row) read(bytes(new LinkMessage.Row("a", ROW)))).row();
    assertEquals(ROW.name("a"), read.name("a"));
    assertEquals(ROW, read);
    assertEquals(ROW.hashCode(), read.hashCode());
    assertArrayEquals(ROW.values(), read.values());
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(read.values()[1]));
    assertEquals(List.of(1, 7), List.of(read.epoch(), read.modelVersion()));
    assertEquals(List.of(300L, -5L), List.of(read.sequence(), read.eventTime()));
  }

  /** Rows that travel as bytes are those that were put in, of each group in their order. */
  @Test
  void rowsThatTravelTogetherAreTheSame() throws IOException {
    RowBytes rows = new RowBytes();
    LinkRow later = new LinkRow(2, 8, 1, 9, new float[] {2});
    List<LinkMessage> put = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      LinkRow row = i % 3 == 0 ? null : i % 3 == 1 ? ROW : later;
      put.add(new LinkMessage.Row("v" + i % 100, row));
      rows.add("v" + i % 100, row);
    }
    List<LinkMessage> sent = new ArrayList<>();
    rows.drain(sent::add);
    List<LinkMessage> came = new ArrayList<>();
    for (LinkMessage message : sent) {
      LinkMessage.Rows read = (LinkMessage.Rows) read(bytes(message));
      int group = read.group();
      assertEquals(KeyGroups.key(group), read.key());
      assertEquals(
          put.stream().filter(row -> KeyGroups.of(row.key()) == group).toList(), read.parts());
      assertEquals(read.size(), read.parts().size());
      came.addAll(read.parts());
    }
    assertEquals(put.size(), came.size());
    rows.drain(
        message -> {
          throw new AssertionError(message);
        });
  }

  @Test
  void whatGoesToOneGroupTravelsTogetherInItsOrder() {
    LinkOutbox outbox = new LinkOutbox();
    List<LinkMessage> sent = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sent.add(new LinkMessage.Ask("v" + i % 300, i, List.of()));
      outbox.add(sent.get(i));
    }
    assertEquals(1_000, outbox.size());
    List<LinkMessage> records = new ArrayList<>();
    outbox.drain(records::add);
    assertEquals(0, outbox.size());
    int came = 0;
    for (LinkMessage record : records) {
      List<LinkMessage> together =
          record instanceof LinkMessage.Block block ? block.messages() : List.of(record);
      int before = -1;
      for (LinkMessage message : together) {
        assertEquals(KeyGroups.of(record.key()), KeyGroups.of(message.key()));
        int change = (int) ((LinkMessage.Ask) message).period();
        assertEquals(sent.get(change), message);
        assertTrue(change > before, "in their order");
        before = change;
        came++;
      }
    }
    assertEquals(1_000, came);
    assertEquals(
        sent.stream().map(message -> KeyGroups.of(message.key())).distinct().count(),
        records.size(),
        "a record a group");
    outbox.drain(
        record -> {
          throw new AssertionError(record);
        });
  }
}
