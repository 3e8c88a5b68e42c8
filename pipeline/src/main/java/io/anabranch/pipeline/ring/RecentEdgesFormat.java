// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.state.wire.Sealed;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** {@link RecentEdges} in sealed pieces of bytes. Version 1. */
public final class RecentEdgesFormat {

  private static final int FORMAT = 1;
  private static final int EDGES_A_PIECE = 4_096;
  private static final String SEAL = "recent-edges";

  private RecentEdgesFormat() {}

  /** The last piece has what is not edges. */
  public static List<byte[]> write(RecentEdges edges) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    Iterator<RecentEdge> all = edges.all().iterator();
    for (int left = edges.all().size(); left > 0; left -= EDGES_A_PIECE) {
      pieces.add(piece(all, Math.min(left, EDGES_A_PIECE), Map.of()));
    }
    pieces.add(piece(all, 0, new TreeMap<>(edges.triggered())));
    return pieces;
  }

  private static byte[] piece(Iterator<RecentEdge> edges, int count, Map<String, Long> triggered)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1_024);
    out.writeByte(FORMAT);
    Wire.writeVarint(out, count);
    for (int i = 0; i < count; i++) {
      RecentEdge edge = edges.next();
      Wire.writeVarint(out, edge.number());
      Wire.writeString(out, edge.src());
      Wire.writeString(out, edge.dst());
      out.writeLong(edge.time());
      out.writeBoolean(edge.surprising());
    }
    Wire.writeVarint(out, triggered.size());
    for (Map.Entry<String, Long> vertex : triggered.entrySet()) {
      Wire.writeString(out, vertex.getKey());
      Wire.writeVarint(out, vertex.getValue());
    }
    return Sealed.seal(SEAL, out);
  }

  /** Reads the pieces, in their order, into edges that are empty. */
  public static void read(Iterable<byte[]> pieces, RecentEdges edges) throws IOException {
    for (byte[] piece : pieces) {
      DataInputDeserializer in = Sealed.open(SEAL, piece);
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException(
            "recent edges of format " + format + ", this build reads format " + FORMAT);
      }
      for (long left = Wire.readVarint(in); left > 0; left--) {
        edges.put(
            new RecentEdge(
                Wire.readVarint(in),
                Wire.readString(in),
                Wire.readString(in),
                in.readLong(),
                in.readBoolean()));
      }
      for (long left = Wire.readVarint(in); left > 0; left--) {
        edges.setTriggered(Wire.readString(in), Wire.readVarint(in));
      }
    }
  }
}
