// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MessageSerializerTest {

  private final MessageSerializer serializer = new MessageSerializer();

  @Test
  void everyKindComesBack() throws IOException {
    List<Message> messages =
        List.of(
            arrival(new EdgeEvent(EdgeEvent.Op.ADD, "u", "v", "id", 1_000, -2.5f)),
            arrival(EdgeEvent.add("u", "v", 0)),
            arrival(EdgeEvent.remove("ü", "\uD83D\uDE00", Long.MAX_VALUE)),
            arrival(new FeaturesEvent("v", 3, new float[] {1, 0, Float.MIN_VALUE})),
            arrival(new FeaturesEvent("v", 3, new float[0])),
            arrival(new FeaturesEvent("v", 3, null)),
            arrival(new LabelEvent("v", 4, "fraud")),
            arrival(new LabelEvent("v", 4, "")),
            arrival(new LabelEvent("v", 4, null)),
            new Message.Erase(127, new EraseEvent("v", 5), 1_234),
            new Message.Clock(0, InputTopic.EDGES, 2, 3, Long.MIN_VALUE),
            new Message.Clock(127, InputTopic.FEATURES, 2, 3, 17),
            new Message.Mark(127, "probe-1", 127, 128),
            new Message.Period(127, 126, -3_600_000),
            new Message.Question("odd/0/v", "u", "v", Matter.PAIR),
            new Message.Question("risky/0/v", "v", "v", Matter.RISK),
            new Message.Question("far/0/v", "v", "v", Matter.jump(new float[] {1, -0.5f})),
            new Message.Ask("far/0/v", "v", null, 2, Matter.jump(new float[] {1, -0.5f})),
            new Message.Ask("odd/0/v", "u", null, 257, Matter.PAIR),
            new Message.Ask(
                "risky/0/v",
                "u",
                new EdgeEvent(EdgeEvent.Op.ADD, "u", "v", "id", 7, 0.5f),
                3,
                Matter.RISK),
            new Message.Told("odd/0/v", EdgeEvent.add("u", "v", 7), null, 3));
    for (Message message : messages) {
      assertEquals(message, roundTrip(message));
    }
  }

  @Test
  void aBlockComesBack() throws IOException {
    for (byte[] bytes : new byte[][] {{}, {1, -1, 0}}) {
      Message.Block block = (Message.Block) roundTrip(new Message.Block(127, 3, bytes));
      assertEquals(127, block.group());
      assertArrayEquals(bytes, block.bytes());
    }
  }

  @Test
  void whatWasToldComesBack() throws IOException {
    Message.Told told =
        (Message.Told)
            roundTrip(new Message.Told("k", EdgeEvent.add("u", "v", 7), new float[] {1, -0.5f}, 2));
    assertArrayEquals(new float[] {1, -0.5f}, told.said());
    assertEquals("v", told.key());
  }

  @Test
  void messagesFollowOneAnother() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    Message first = arrival(EdgeEvent.add("u", "v", 1));
    Message second = new Message.Clock(3, InputTopic.EDGES, 0, 1, 2);
    serializer.serialize(first, out);
    serializer.serialize(second, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertEquals(first, serializer.deserialize(in));
    assertEquals(second, serializer.deserialize(in));
    assertEquals(0, in.available());
  }

  @Test
  void controlEventsTravelToNoVertex() {
    Message message = arrival(new ControlEvent.Heartbeat(1));
    assertThrows(
        IOException.class, () -> serializer.serialize(message, new DataOutputSerializer(16)));
    assertThrows(IllegalArgumentException.class, message::key);
  }

  @Test
  void anUnknownTagIsRefused() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> serializer.deserialize(new DataInputDeserializer(new byte[] {99})));
    assertEquals("a message with the unknown tag 99", e.getMessage());
  }

  @Test
  void aNewerVersionIsRefused() throws IOException {
    MessageSerializer.Snapshot snapshot = new MessageSerializer.Snapshot();
    ClassLoader loader = getClass().getClassLoader();
    DataInputDeserializer nothing = new DataInputDeserializer(new byte[0]);
    snapshot.readSnapshot(4, nothing, loader);
    IOException e =
        assertThrows(IOException.class, () -> snapshot.readSnapshot(5, nothing, loader));
    assertTrue(e.getMessage().contains("version 4"), e::getMessage);
  }

  private static Message arrival(GraphEvent event) {
    return new Message.Arrival(event, 1_234);
  }

  private Message roundTrip(Message message) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(message, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    Message read = serializer.deserialize(in);
    assertEquals(0, in.available());
    return read;
  }
}
