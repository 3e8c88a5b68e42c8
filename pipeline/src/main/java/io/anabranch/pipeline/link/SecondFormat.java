// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format 2 of a {@link SecondVertex}: format 1 did not say for which period it is asked. */
public final class SecondFormat implements VertexFormat<SecondVertex> {

  private static final int FORMAT = 2;

  @Override
  public SecondVertex empty(PageStore pages) {
    return new SecondVertex(new HeldRows());
  }

  @Override
  public boolean isEmpty(SecondVertex vertex) {
    return vertex.isEmpty();
  }

  @Override
  public void write(SecondVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    vertex.rows.write(out);
    out.writeBoolean(vertex.changed);
    out.writeLong(vertex.askedFor);
    LinkWire.writeStrings(out, vertex.linked);
    out.writeLong(vertex.wedgesOf);
    LinkWire.writeStrings(out, vertex.wedges);
  }

  @Override
  public SecondVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    if (format < 1 || format > FORMAT) {
      throw new IOException("a second end of format " + format + ", this build reads 1 to 2");
    }
    SecondVertex vertex = new SecondVertex(HeldRows.read(in));
    vertex.changed = in.readBoolean();
    vertex.askedFor =
        format > 1 ? in.readLong() : in.readBoolean() ? GroupClocks.NONE + 1 : GroupClocks.NONE;
    vertex.linked = LinkWire.readStrings(in);
    vertex.wedgesOf = format > 1 ? in.readLong() : GroupClocks.NONE + 1;
    vertex.wedges = LinkWire.readStrings(in);
    return vertex;
  }

  @Override
  public void deletePages(SecondVertex vertex) {} // it has one page alone
}
