// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.exchange.EdgeWire;
import io.anabranch.state.wire.RecordSerializer;
import io.anabranch.state.wire.RecordSnapshot;
import io.anabranch.state.wire.RecordTypeInfo;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1 of a {@link LinkMessage}: a tag, then the fields. */
public final class LinkMessageSerializer extends RecordSerializer<LinkMessage> {

  private static final long serialVersionUID = 1L;
  private static final LinkMessageSerializer INSTANCE = new LinkMessageSerializer();

  /** The type, with its own serializer. */
  public static final TypeInformation<LinkMessage> TYPE =
      new RecordTypeInfo<>(LinkMessage.class, INSTANCE);

  private static final int ROW = 1;
  private static final int GONE = 2;
  private static final int ARRIVAL = 3;
  private static final int HALF = 4;
  private static final int QUERY = 6; // 5 was of single links: never use it again
  private static final int HALF_QUERY = 7;
  private static final int MARK = 8;
  private static final int ASK = 9;
  private static final int WEDGES = 10;
  private static final int INDEX_ROW = 11;
  private static final int SEARCH = 12;
  private static final int FOUND = 13;
  private static final int BLOCK = 14;
  private static final int ROWS = 15;
  private static final int LINKS = 16;

  private static final LinkClock[] CLOCKS = LinkClock.values();

  @Override
  public void serialize(LinkMessage message, DataOutputView out) throws IOException {
    if (message instanceof LinkMessage.Block block) {
      out.writeByte(BLOCK);
      out.writeByte(block.group());
      out.writeInt(block.messages().size());
      for (LinkMessage one : block.messages()) {
        serialize(one, out);
      }
    } else if (message instanceof LinkMessage.Rows rows) {
      out.writeByte(ROWS);
      out.writeByte(rows.group());
      out.writeInt(rows.size());
      writeBytes(rows.bytes(), out);
    } else if (message instanceof LinkMessage.Links links) {
      out.writeByte(LINKS);
      out.writeByte(links.group());
      writeBytes(links.bytes(), out);
    } else if (message instanceof LinkMessage.Row row) {
      out.writeByte(row.row() == null ? GONE : ROW);
      Wire.writeString(out, row.vertex());
      if (row.row() != null) {
        row.row().write(out);
      }
    } else if (message instanceof LinkMessage.Arrival arrival) {
      out.writeByte(ARRIVAL);
      EdgeWire.write(arrival.edge(), out);
      out.writeLong(arrival.arrived());
    } else if (message instanceof LinkMessage.Half half) {
      out.writeByte(HALF);
      EdgeWire.write(half.edge(), out);
      out.writeLong(half.arrived());
      half.rows().write(out);
    } else if (message instanceof LinkMessage.Mark mark) {
      out.writeByte(MARK);
      out.writeByte(mark.group());
      out.writeByte(mark.clock().ordinal());
      out.writeByte(mark.from());
      out.writeLong(mark.time());
    } else if (message instanceof LinkMessage.Query query) {
      out.writeByte(QUERY);
      write(query.query(), out);
    } else if (message instanceof LinkMessage.HalfQuery query) {
      out.writeByte(HALF_QUERY);
      write(query.query(), out);
      out.writeBoolean(query.existing());
      query.rows().write(out);
    } else {
      writePeriodic(message, out);
    }
  }

  private static void writePeriodic(LinkMessage message, DataOutputView out) throws IOException {
    if (message instanceof LinkMessage.Ask ask) {
      out.writeByte(ASK);
      Wire.writeString(out, ask.vertex());
      out.writeLong(ask.period());
      LinkWire.writeStrings(out, ask.linked());
    } else if (message instanceof LinkMessage.Wedges wedges) {
      out.writeByte(WEDGES);
      Wire.writeString(out, wedges.vertex());
      out.writeLong(wedges.period());
      LinkWire.writeStrings(out, wedges.others());
    } else if (message instanceof LinkMessage.IndexRow row) {
      out.writeByte(INDEX_ROW);
      out.writeByte(row.group());
      Wire.writeString(out, row.vertex());
      row.rows().write(out);
    } else if (message instanceof LinkMessage.Search search) {
      out.writeByte(SEARCH);
      out.writeByte(search.group());
      out.writeLong(search.period());
      Wire.writeString(out, search.vertex());
      search.row().write(out);
      LinkWire.writeStrings(out, search.linked());
      LinkWire.writeStrings(out, search.wedges());
    } else if (message instanceof LinkMessage.Found found) {
      out.writeByte(FOUND);
      out.writeByte(found.from());
      out.writeLong(found.period());
      found.row().write(out);
      LinkWire.writePartners(out, found.partners());
    } else {
      throw new IOException("a message of no known kind: " + message);
    }
  }

  private static void write(LinkQuery query, DataOutputView out) throws IOException {
    Wire.writeString(out, query.id());
    Wire.writeString(out, query.u());
    Wire.writeString(out, query.v());
  }

  private LinkMessage readBlock(DataInputView in) throws IOException {
    int group = in.readUnsignedByte();
    int count = in.readInt();
    List<LinkMessage> messages = new ArrayList<>(Math.min(count, 1_024));
    for (int i = 0; i < count; i++) {
      messages.add(deserialize(in));
    }
    return new LinkMessage.Block(group, messages);
  }

  private static LinkQuery readQuery(DataInputView in) throws IOException {
    return new LinkQuery(Wire.readString(in), Wire.readString(in), Wire.readString(in));
  }

  @Override
  public LinkMessage deserialize(DataInputView in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case ROW -> new LinkMessage.Row(Wire.readString(in), LinkRow.read(in));
      case GONE -> new LinkMessage.Row(Wire.readString(in), null);
      case ARRIVAL -> new LinkMessage.Arrival(EdgeWire.read(in), in.readLong());
      case HALF -> new LinkMessage.Half(EdgeWire.read(in), in.readLong(), HeldRows.read(in));
      case QUERY -> new LinkMessage.Query(readQuery(in));
      case HALF_QUERY ->
          new LinkMessage.HalfQuery(readQuery(in), in.readBoolean(), HeldRows.read(in));
      case MARK ->
          new LinkMessage.Mark(
              in.readUnsignedByte(), CLOCKS[in.readByte()], in.readUnsignedByte(), in.readLong());
      case ASK -> new LinkMessage.Ask(Wire.readString(in), in.readLong(), LinkWire.readStrings(in));
      case WEDGES ->
          new LinkMessage.Wedges(Wire.readString(in), in.readLong(), LinkWire.readStrings(in));
      case INDEX_ROW ->
          new LinkMessage.IndexRow(in.readUnsignedByte(), Wire.readString(in), HeldRows.read(in));
      case SEARCH ->
          new LinkMessage.Search(
              in.readUnsignedByte(),
              in.readLong(),
              Wire.readString(in),
              LinkRow.read(in),
              LinkWire.readStrings(in),
              LinkWire.readStrings(in));
      case FOUND ->
          new LinkMessage.Found(
              in.readUnsignedByte(), in.readLong(), RowName.read(in), LinkWire.readPartners(in));
      case BLOCK -> readBlock(in);
      case ROWS -> new LinkMessage.Rows(in.readUnsignedByte(), in.readInt(), readBytes(in));
      case LINKS -> new LinkMessage.Links(in.readUnsignedByte(), readBytes(in));
      default -> throw new IOException("a link message with the unknown tag " + tag);
    };
  }

  @Override
  public TypeSerializerSnapshot<LinkMessage> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink creates it by name. */
  public static final class Snapshot extends RecordSnapshot<LinkMessage> {
    public Snapshot() {
      super(1, INSTANCE);
    }
  }
}
