// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.subscription.Subscribers;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Format 3 of a {@link ScatterVertex}. In format 1 the message was what the vertex was told of
 * itself, and there was no sampling; format 2 knew no degrees.
 */
public final class ScatterFormat implements VertexFormat<ScatterVertex> {

  private static final int FORMAT = 3;
  private static final int TOLD_OWN = 1; // and so it is not written
  private static final int SENT_TOLD = 2; // and so it is not written

  @Override
  public ScatterVertex empty(PageStore pages) {
    return new ScatterVertex(new Subscribers(pages));
  }

  @Override
  public boolean isEmpty(ScatterVertex vertex) {
    return vertex.own == null
        && vertex.told == null
        && vertex.nextDegree == 0
        && !vertex.hasSubscribers();
  }

  @Override
  public void write(ScatterVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    boolean toldOwn = same(vertex.told, vertex.own);
    boolean sentTold = same(vertex.sent, vertex.told);
    out.writeByte((toldOwn ? TOLD_OWN : 0) | (sentTold ? SENT_TOLD : 0));
    Values.write(out, vertex.own);
    if (!toldOwn) {
      Values.write(out, vertex.told);
    }
    if (!sentTold) {
      Values.write(out, vertex.sent);
    }
    Wire.writeVarint(out, vertex.sequence);
    Wire.writeSigned(out, vertex.laterSubscribers);
    Wire.writeSigned(out, vertex.nextDegree);
    DeferralFormat.write(out, vertex.deferral);
    vertex.subscribers.write(out);
  }

  @Override
  public ScatterVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    Values.requireFormat(format, FORMAT, "scatter");
    int flags = format == 1 ? in.readByte() | SENT_TOLD : in.readByte();
    float[] own = Values.read(in);
    float[] told = (flags & TOLD_OWN) != 0 ? own : Values.read(in);
    float[] sent = (flags & SENT_TOLD) != 0 ? told : Values.read(in);
    long sequence = format == 1 ? 0 : Wire.readVarint(in);
    long laterSubscribers = format == 1 ? 0 : Wire.readSigned(in);
    long nextDegree = format > 2 ? Wire.readSigned(in) : 0;
    Deferral deferral = format == 1 ? null : DeferralFormat.read(in);
    ScatterVertex vertex = new ScatterVertex(Subscribers.read(in, pages));
    vertex.laterSubscribers = laterSubscribers;
    vertex.nextDegree = nextDegree;
    vertex.own = own;
    vertex.told = told;
    vertex.sent = sent;
    vertex.sequence = sequence;
    vertex.defer(deferral);
    return vertex;
  }

  private static boolean same(float[] one, float[] other) {
    return one != null && Arrays.equals(one, other);
  }

  @Override
  public void deletePages(ScatterVertex vertex) {
    vertex.subscribers.delete();
  }
}
