// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.subscription.Subscribers;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format 1 of a {@link FirstVertex}. */
public final class FirstFormat implements VertexFormat<FirstVertex> {

  private static final int FORMAT = 1;

  @Override
  public FirstVertex empty(PageStore pages) {
    return new FirstVertex(new HeldRows(), new Subscribers(pages));
  }

  @Override
  public boolean isEmpty(FirstVertex vertex) {
    return vertex.isEmpty();
  }

  @Override
  public void write(FirstVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    out.writeBoolean(vertex.touched);
    vertex.rows.write(out);
    vertex.writePartners(out);
  }

  @Override
  public FirstVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a first end of format " + format + ", this build reads " + FORMAT);
    }
    boolean touched = in.readBoolean();
    FirstVertex vertex = new FirstVertex(HeldRows.read(in), Subscribers.read(in, pages));
    vertex.touched = touched;
    return vertex;
  }

  @Override
  public void deletePages(FirstVertex vertex) {
    vertex.deletePartners();
  }
}
