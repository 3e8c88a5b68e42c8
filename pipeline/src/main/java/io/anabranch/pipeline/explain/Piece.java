// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.EdgeWire;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the answer to what a score is made of.
 *
 * @param id of the question
 * @param vertex whose last layer it comes from
 * @param at what that had; null when there is no such vertex, or its model's scores have no linear
 *     part
 * @param edge that something was told the vertex along; null where the vertex itself was asked
 * @param said what was told; of one vertex that was asked for its score, that, before the logistic
 *     function; null: nothing
 * @param of how many in-edges the target of the question has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Piece(
    String id,
    String vertex,
    @Nullable Snapshot at,
    @Nullable EdgeEvent edge,
    float @Nullable [] said,
    int of) {

  public Piece {
    Objects.requireNonNull(id);
    Objects.requireNonNull(vertex);
  }

  /** Of two pieces under one name the later one counts. */
  public String name() {
    return edge == null
        ? "v" + vertex
        : "e" + edge.src().length() + ":" + edge.src() + "#" + edge.id();
  }

  /** Version 1. */
  public void write(DataOutputView out) throws IOException {
    Wire.writeString(out, id);
    Wire.writeString(out, vertex);
    out.writeBoolean(at != null);
    if (at != null) {
      at.write(out);
    }
    out.writeBoolean(edge != null);
    if (edge != null) {
      EdgeWire.write(edge, out);
    }
    out.writeInt(said == null ? -1 : said.length);
    if (said != null) {
      Wire.writeFloats(out, said);
    }
    out.writeInt(of);
  }

  public static Piece read(DataInputView in) throws IOException {
    String id = Wire.readString(in);
    String vertex = Wire.readString(in);
    Snapshot at = in.readBoolean() ? Snapshot.read(in) : null;
    EdgeEvent edge = in.readBoolean() ? EdgeWire.read(in) : null;
    int length = in.readInt();
    float[] said = length < 0 ? null : Wire.readFloats(in, length);
    return new Piece(id, vertex, at, edge, said, in.readInt());
  }
}
