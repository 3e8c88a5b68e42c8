// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.mailbox.Mailbox;
import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.subscription.Subscribers;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Format 3 of a {@link LayerVertex}; 1 knew neither mailboxes nor hubs, 2 neither rolls nor
 * degrees.
 */
public final class LayerFormat implements VertexFormat<LayerVertex> {

  private static final int FORMAT = 3;

  @Override
  public LayerVertex empty(PageStore pages) {
    return new LayerVertex(new Subscribers(pages));
  }

  @Override
  public boolean isEmpty(LayerVertex vertex) {
    return vertex.isEmpty();
  }

  @Override
  public void write(LayerVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    Values.write(out, vertex.self);
    Wire.writeSigned(out, vertex.count);
    Values.write(out, vertex.sum);
    out.writeBoolean(vertex.mailbox != null);
    if (vertex.mailbox != null) {
      vertex.mailbox.write(out);
    }
    Values.write(out, vertex.roll);
    Wire.writeSigned(out, vertex.degree);
    Wire.writeSigned(out, vertex.nextDegree);
    Values.write(out, vertex.value);
    Values.write(out, vertex.sent);
    DeferralFormat.write(out, vertex.deferral);
    Wire.writeVarint(out, vertex.sequence);
    out.writeLong(vertex.eventTime);
    vertex.subscribers.write(out);
  }

  @Override
  public LayerVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    Values.requireFormat(format, FORMAT, "layer");
    float[] self = Values.read(in);
    long count = Wire.readSigned(in);
    long[] sum = Values.readLongs(in);
    Mailbox mailbox = format > 1 && in.readBoolean() ? Mailbox.read(in) : null;
    String[] roll = format > 2 ? Values.readStrings(in) : null;
    long degree = format > 2 ? Wire.readSigned(in) : 0;
    long nextDegree = format > 2 ? Wire.readSigned(in) : 0;
    float[] value = Values.read(in);
    float[] sent = Values.read(in);
    Deferral deferral = format > 1 ? DeferralFormat.read(in) : null;
    long sequence = Wire.readVarint(in);
    long eventTime = in.readLong();
    LayerVertex vertex = new LayerVertex(Subscribers.read(in, pages));
    vertex.self = self;
    vertex.count = count;
    vertex.sum = sum;
    vertex.mailbox = mailbox;
    vertex.roll = roll;
    vertex.degree = degree;
    vertex.nextDegree = nextDegree;
    vertex.value = value;
    vertex.sent = sent;
    vertex.defer(deferral);
    vertex.sequence = sequence;
    vertex.eventTime = eventTime;
    return vertex;
  }

  @Override
  public void deletePages(LayerVertex vertex) {
    vertex.subscribers.delete();
  }
}
