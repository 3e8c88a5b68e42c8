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

/** Format 2 of a {@link ScatterVertex}. */
public final class ScatterFormat implements VertexFormat<ScatterVertex> {

  private static final int FORMAT = 2; // 1 knew no sampling

  @Override
  public ScatterVertex empty(PageStore pages) {
    return new ScatterVertex(new Subscribers(pages));
  }

  @Override
  public boolean isEmpty(ScatterVertex vertex) {
    return vertex.own == null && vertex.sent == null && !vertex.hasSubscribers();
  }

  @Override
  public void write(ScatterVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    boolean shared = vertex.own != null && Arrays.equals(vertex.own, vertex.sent);
    out.writeBoolean(shared);
    Values.write(out, vertex.own);
    if (!shared) {
      Values.write(out, vertex.sent);
    }
    Wire.writeSigned(out, vertex.laterSubscribers);
    vertex.subscribers.write(out);
  }

  @Override
  public ScatterVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    Values.requireFormat(format, FORMAT, "scatter");
    boolean shared = in.readBoolean();
    float[] own = Values.read(in);
    float[] sent = shared ? own : Values.read(in);
    long laterSubscribers = format == 1 ? 0 : Wire.readSigned(in);
    ScatterVertex vertex = new ScatterVertex(Subscribers.read(in, pages));
    vertex.laterSubscribers = laterSubscribers;
    vertex.own = own;
    vertex.sent = sent;
    return vertex;
  }

  @Override
  public void deletePages(ScatterVertex vertex) {
    vertex.subscribers.delete();
  }
}
