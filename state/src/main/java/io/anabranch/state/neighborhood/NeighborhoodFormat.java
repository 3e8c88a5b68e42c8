// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.page.Pages;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format 1 of a {@link NeighborhoodVertex}. */
public final class NeighborhoodFormat implements VertexFormat<NeighborhoodVertex> {

  private static final int FORMAT = 1;

  @Override
  public NeighborhoodVertex empty(PageStore pages) {
    return new NeighborhoodVertex(new Pages<>(EdgePage.FORMAT, pages));
  }

  @Override
  public boolean isEmpty(NeighborhoodVertex vertex) {
    return vertex.edges.size() == 0 && vertex.features == null && vertex.label == null;
  }

  @Override
  public void write(NeighborhoodVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(vertex.liveEdges);
    out.writeLong(vertex.timer);
    out.writeBoolean(vertex.features != null);
    if (vertex.features != null) {
      out.writeLong(vertex.featuresTimestamp);
      Wire.writeVarint(out, vertex.features.length);
      Wire.writeFloats(out, vertex.features);
    }
    out.writeBoolean(vertex.label != null);
    if (vertex.label != null) {
      out.writeLong(vertex.labelTimestamp);
      Wire.writeString(out, vertex.label);
    }
    vertex.edges.write(out);
  }

  @Override
  public NeighborhoodVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    if (format > FORMAT) {
      throw new IOException(
          "neighborhood state of format " + format + ", this build reads up to " + FORMAT);
    }
    int liveEdges = in.readInt();
    long timer = in.readLong();
    float[] features = null;
    long featuresTimestamp = 0;
    if (in.readBoolean()) {
      featuresTimestamp = in.readLong();
      features = Wire.readFloats(in, (int) Wire.readVarint(in));
    }
    String label = null;
    long labelTimestamp = 0;
    if (in.readBoolean()) {
      labelTimestamp = in.readLong();
      label = Wire.readString(in);
    }
    NeighborhoodVertex vertex = new NeighborhoodVertex(Pages.read(in, EdgePage.FORMAT, pages));
    vertex.liveEdges = liveEdges;
    vertex.timer = timer;
    vertex.features = features;
    vertex.featuresTimestamp = featuresTimestamp;
    vertex.label = label;
    vertex.labelTimestamp = labelTimestamp;
    return vertex;
  }

  @Override
  public void deletePages(NeighborhoodVertex vertex) {
    vertex.edges.delete();
  }
}
