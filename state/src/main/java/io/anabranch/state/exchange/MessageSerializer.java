// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 4 of a {@link Message}: a tag, then the fields. */
public final class MessageSerializer extends RecordSerializer<Message> {

  private static final long serialVersionUID = 1L;
  private static final MessageSerializer INSTANCE = new MessageSerializer();

  /** The type, with its own serializer. */
  public static final TypeInformation<Message> TYPE = new RecordTypeInfo<>(Message.class, INSTANCE);

  private static final int EDGE = 1;
  private static final int FEATURES = 2;
  private static final int LABEL = 3;
  private static final int CLOCK = 4;
  private static final int MARK = 5;
  private static final int BLOCK = 6;
  private static final int ERASE = 7;
  private static final int MODEL = 8;
  private static final int BEGIN = 9;
  private static final int TURN = 10;
  private static final int PERIOD = 11;
  private static final int QUESTION = 12;
  private static final int ASK = 13;
  private static final int TOLD = 14;

  private static final InputTopic[] INPUTS = InputTopic.values();
  private static final EdgeEvent.Op[] OPS = EdgeEvent.Op.values();

  @Override
  public void serialize(Message message, DataOutputView out) throws IOException {
    if (message instanceof Message.Arrival arrival) {
      write(arrival, out);
    } else if (message instanceof Message.Clock clock) {
      out.writeByte(CLOCK);
      out.writeByte(clock.group());
      out.writeByte(clock.input().ordinal());
      out.writeInt(clock.partition());
      out.writeInt(clock.partitions());
      out.writeLong(clock.time());
    } else if (message instanceof Message.Mark mark) {
      out.writeByte(MARK);
      out.writeByte(mark.group());
      Wire.writeString(out, mark.probe());
      out.writeInt(mark.from());
      out.writeInt(mark.of());
    } else if (message instanceof Message.Erase erase) {
      out.writeByte(ERASE);
      out.writeByte(erase.group());
      Wire.writeString(out, erase.event().vertex());
      out.writeLong(erase.event().timestamp());
      out.writeLong(erase.arrived());
    } else if (message instanceof Message.Block block) {
      out.writeByte(BLOCK);
      out.writeByte(block.group());
      out.writeInt(block.epoch());
      writeBytes(block.bytes(), out);
    } else if (message instanceof Message.Model model) {
      out.writeByte(MODEL);
      out.writeByte(model.group());
      out.writeInt(model.epoch());
      writeBytes(model.safetensors(), out);
      writeBytes(model.card(), out);
    } else if (message instanceof Message.Begin begin) {
      out.writeByte(BEGIN);
      out.writeByte(begin.group());
      out.writeInt(begin.epoch());
    } else if (message instanceof Message.Turn turn) {
      out.writeByte(TURN);
      out.writeByte(turn.group());
      out.writeInt(turn.epoch());
      out.writeByte(turn.from());
    } else if (message instanceof Message.Period period) {
      out.writeByte(PERIOD);
      out.writeByte(period.group());
      out.writeByte(period.from());
      out.writeLong(period.time());
    } else if (message instanceof Message.Question question) {
      out.writeByte(QUESTION);
      Wire.writeString(out, question.id());
      Wire.writeString(out, question.src());
      Wire.writeString(out, question.dst());
      question.matter().write(out);
    } else if (message instanceof Message.Ask ask) {
      out.writeByte(ASK);
      Wire.writeString(out, ask.id());
      Wire.writeString(out, ask.vertex());
      out.writeBoolean(ask.edge() != null);
      if (ask.edge() != null) {
        EdgeWire.write(ask.edge(), out);
      }
      out.writeInt(ask.of());
      ask.matter().write(out);
    } else if (message instanceof Message.Told told) {
      out.writeByte(TOLD);
      Wire.writeString(out, told.id());
      EdgeWire.write(told.edge(), out);
      out.writeInt(told.said() == null ? -1 : told.said().length);
      if (told.said() != null) {
        Wire.writeFloats(out, told.said());
      }
      out.writeInt(told.of());
    }
  }

  private static void write(Message.Arrival arrival, DataOutputView out) throws IOException {
    GraphEvent event = arrival.event();
    if (event instanceof EdgeEvent edge) {
      out.writeByte(EDGE);
      out.writeByte(edge.op().ordinal());
      Wire.writeString(out, edge.src());
      Wire.writeString(out, edge.dst());
      Wire.writeString(out, edge.id());
      out.writeFloat(edge.weight());
    } else if (event instanceof FeaturesEvent features) {
      out.writeByte(FEATURES);
      Wire.writeString(out, features.vertex());
      out.writeInt(features.features() == null ? -1 : features.features().length);
      if (features.features() != null) {
        Wire.writeFloats(out, features.features());
      }
    } else if (event instanceof LabelEvent label) {
      out.writeByte(LABEL);
      Wire.writeString(out, label.vertex());
      out.writeBoolean(label.label() != null);
      if (label.label() != null) {
        Wire.writeString(out, label.label());
      }
    } else {
      throw new IOException("an event that travels to no vertex: " + event);
    }
    out.writeLong(event.timestamp());
    out.writeLong(arrival.arrived());
  }

  @Override
  public Message deserialize(DataInputView in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case EDGE -> {
        EdgeEvent.Op op = OPS[in.readByte()];
        String src = Wire.readString(in);
        String dst = Wire.readString(in);
        String id = Wire.readString(in);
        float weight = in.readFloat();
        yield new Message.Arrival(
            new EdgeEvent(op, src, dst, id, in.readLong(), weight), in.readLong());
      }
      case FEATURES -> {
        String vertex = Wire.readString(in);
        int length = in.readInt();
        float[] features = length < 0 ? null : Wire.readFloats(in, length);
        yield new Message.Arrival(
            new FeaturesEvent(vertex, in.readLong(), features), in.readLong());
      }
      case LABEL -> {
        String vertex = Wire.readString(in);
        String label = in.readBoolean() ? Wire.readString(in) : null;
        yield new Message.Arrival(new LabelEvent(vertex, in.readLong(), label), in.readLong());
      }
      case CLOCK ->
          new Message.Clock(
              in.readUnsignedByte(),
              INPUTS[in.readByte()],
              in.readInt(),
              in.readInt(),
              in.readLong());
      case MARK ->
          new Message.Mark(in.readUnsignedByte(), Wire.readString(in), in.readInt(), in.readInt());
      case ERASE ->
          new Message.Erase(
              in.readUnsignedByte(),
              new EraseEvent(Wire.readString(in), in.readLong()),
              in.readLong());
      case BLOCK -> new Message.Block(in.readUnsignedByte(), in.readInt(), readBytes(in));
      case MODEL ->
          new Message.Model(in.readUnsignedByte(), in.readInt(), readBytes(in), readBytes(in));
      case BEGIN -> new Message.Begin(in.readUnsignedByte(), in.readInt());
      case TURN -> new Message.Turn(in.readUnsignedByte(), in.readInt(), in.readUnsignedByte());
      case PERIOD ->
          new Message.Period(in.readUnsignedByte(), in.readUnsignedByte(), in.readLong());
      case QUESTION ->
          new Message.Question(
              Wire.readString(in), Wire.readString(in), Wire.readString(in), Matter.read(in));
      case ASK ->
          new Message.Ask(
              Wire.readString(in),
              Wire.readString(in),
              in.readBoolean() ? EdgeWire.read(in) : null,
              in.readInt(),
              Matter.read(in));
      case TOLD -> {
        String id = Wire.readString(in);
        EdgeEvent edge = EdgeWire.read(in);
        int length = in.readInt();
        float[] said = length < 0 ? null : Wire.readFloats(in, length);
        yield new Message.Told(id, edge, said, in.readInt());
      }
      default -> throw new IOException("a message with the unknown tag " + tag);
    };
  }

  @Override
  public TypeSerializerSnapshot<Message> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<Message> {
    public Snapshot() {
      super(4, INSTANCE);
    }
  }
}
