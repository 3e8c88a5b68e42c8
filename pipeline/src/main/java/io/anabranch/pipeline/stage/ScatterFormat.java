// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.subscription.Subscribers;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format 1 of a {@link ScatterVertex}. */
public final class ScatterFormat implements VertexFormat<ScatterVertex> {

  private static final int FORMAT = 1;

  @Override
  public ScatterVertex empty(PageStore pages) {
    return new ScatterVertex(new Subscribers(pages));
  }

  @Override
  public boolean isEmpty(ScatterVertex vertex) {
    return vertex.own == null && vertex.sent == null && vertex.subscribers.isEmpty();
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
    vertex.subscribers.write(out);
  }

  @Override
  public ScatterVertex read(DataInputView in, PageStore pages) throws IOException {
    Values.requireFormat(in.readByte(), FORMAT, "scatter");
    boolean shared = in.readBoolean();
    float[] own = Values.read(in);
    float[] sent = shared ? own : Values.read(in);
    ScatterVertex vertex = new ScatterVertex(Subscribers.read(in, pages));
    vertex.own = own;
    vertex.sent = sent;
    return vertex;
  }

  @Override
  public void deletePages(ScatterVertex vertex) {
    vertex.subscribers.delete();
  }
}
