// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.page.PageFormat;
import io.anabranch.state.page.PageStore;
import io.anabranch.state.page.Pages;
import io.anabranch.state.sample.Sample;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format 3 of a {@link NeighborhoodVertex}. */
public final class NeighborhoodFormat implements VertexFormat<NeighborhoodVertex> {

  /** The time to live of edges that do not expire. */
  public static final long NO_TTL = Long.MAX_VALUE;

  /** A time to live in milliseconds; empty is {@link #NO_TTL}. */
  public static long ttl(Optional<Duration> edgeTtl) {
    return edgeTtl.map(Duration::toMillis).orElse(NO_TTL);
  }

  private static final int FORMAT = 3; // 1 knew no sample, 2 no timestamps in it

  private final EdgePage.Format edges;

  /** Edges do not expire. */
  public NeighborhoodFormat() {
    this(NO_TTL);
  }

  /**
   * @param ttl milliseconds that an edge lives, from its timestamp on; at least 1
   */
  public NeighborhoodFormat(long ttl) {
    this(ttl, PageFormat.FILL);
  }

  /**
   * The same, with pages of another size.
   *
   * @param fill in-edges on a page, at the most on average
   */
  public NeighborhoodFormat(long ttl, int fill) {
    if (ttl < 1) {
      throw new IllegalArgumentException("the time to live of edges is " + ttl + " ms, not >= 1");
    }
    this.edges = new EdgePage.Format(ttl, fill);
  }

  @Override
  public NeighborhoodVertex empty(PageStore pages) {
    return new NeighborhoodVertex(new Pages<>(edges, pages), new Sample());
  }

  @Override
  public boolean isEmpty(NeighborhoodVertex vertex) {
    return vertex.isEmpty();
  }

  @Override
  public void write(NeighborhoodVertex vertex, DataOutputSerializer out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(vertex.liveEdges);
    for (long timer : vertex.timers) {
      out.writeLong(timer);
    }
    out.writeLong(vertex.featuresTimestamp);
    out.writeBoolean(vertex.features != null);
    if (vertex.features != null) {
      Wire.writeVarint(out, vertex.features.length);
      Wire.writeFloats(out, vertex.features);
    }
    out.writeLong(vertex.labelTimestamp);
    out.writeBoolean(vertex.label != null);
    if (vertex.label != null) {
      Wire.writeString(out, vertex.label);
    }
    vertex.sample.write(out);
    vertex.edges.write(out);
  }

  @Override
  public NeighborhoodVertex read(DataInputView in, PageStore pages) throws IOException {
    int format = in.readByte();
    if (format < 1 || format > FORMAT) {
      throw new IOException(
          "neighborhood state of format " + format + ", this build reads up to " + FORMAT);
    }
    int liveEdges = in.readInt();
    long edgeTimer = in.readLong();
    long featureTimer = in.readLong();
    long featuresTimestamp = in.readLong();
    float[] features = in.readBoolean() ? Wire.readFloats(in, (int) Wire.readVarint(in)) : null;
    long labelTimestamp = in.readLong();
    String label = in.readBoolean() ? Wire.readString(in) : null;
    Sample sample = format == 1 ? new Sample() : Sample.read(in, format > 2);
    NeighborhoodVertex vertex = new NeighborhoodVertex(Pages.read(in, edges, pages), sample);
    vertex.liveEdges = liveEdges;
    vertex.timers[0] = edgeTimer;
    vertex.timers[1] = featureTimer;
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
