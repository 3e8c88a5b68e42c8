// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** {@link Signal} in bytes. Version 3. */
final class SignalWire {

  private static final Metric[] METRICS = Metric.values();

  private SignalWire() {}

  static void write(Signal signal, DataOutputView out) throws IOException {
    out.writeByte(signal.metric().ordinal());
    Wire.writeString(out, signal.vertex());
    if (signal.metric().isOfEdges()) {
      write(signal.edge(), out);
    }
    out.writeFloat(signal.score());
    out.writeLong(signal.eventTime());
    writeRows(signal.rows(), out);
    Wire.writeVarint(out, signal.reasons().size());
    for (String reason : signal.reasons()) {
      Wire.writeString(out, reason);
    }
    writeFloats(signal.before(), out);
    write(signal.ego(), out);
  }

  static Signal read(DataInputView in) throws IOException {
    Metric metric = METRICS[in.readByte()];
    String vertex = Wire.readString(in);
    EdgeRef edge = metric.isOfEdges() ? readEdge(in) : null;
    float score = in.readFloat();
    long eventTime = in.readLong();
    List<RowName> rows = readRows(in);
    List<String> reasons = new ArrayList<>();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      reasons.add(Wire.readString(in));
    }
    float[] before = readFloats(in);
    return new Signal(metric, vertex, edge, score, eventTime, rows, reasons, before, readEgo(in));
  }

  private static void writeFloats(float @Nullable [] values, DataOutputView out)
      throws IOException {
    out.writeBoolean(values != null);
    if (values != null) {
      Wire.writeVarint(out, values.length);
      Wire.writeFloats(out, values);
    }
  }

  private static float @Nullable [] readFloats(DataInputView in) throws IOException {
    return in.readBoolean() ? Wire.readFloats(in, (int) Wire.readVarint(in)) : null;
  }

  private static void write(Ego ego, DataOutputView out) throws IOException {
    out.writeBoolean(ego != null);
    if (ego == null) {
      return;
    }
    out.writeLong(ego.since());
    Wire.writeVarint(out, ego.vertices().size());
    for (int v = 0; v < ego.vertices().size(); v++) {
      Wire.writeString(out, ego.vertices().get(v));
      Wire.writeVarint(out, ego.hops().get(v));
    }
    Wire.writeVarint(out, ego.pairs().size());
    for (Ego.Pair pair : ego.pairs()) {
      Wire.writeVarint(out, pair.src());
      Wire.writeVarint(out, pair.dst());
      Wire.writeVarint(out, pair.count());
    }
  }

  private static Ego readEgo(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    long since = in.readLong();
    List<String> vertices = new ArrayList<>();
    List<Integer> hops = new ArrayList<>();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      vertices.add(Wire.readString(in));
      hops.add((int) Wire.readVarint(in));
    }
    List<Ego.Pair> pairs = new ArrayList<>();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      pairs.add(
          new Ego.Pair(
              (int) Wire.readVarint(in), (int) Wire.readVarint(in), (int) Wire.readVarint(in)));
    }
    return new Ego(since, vertices, hops, pairs);
  }

  static void writeRows(List<RowName> rows, DataOutputView out) throws IOException {
    Wire.writeVarint(out, rows.size());
    for (RowName row : rows) {
      row.write(out);
    }
  }

  static List<RowName> readRows(DataInputView in) throws IOException {
    List<RowName> rows = new ArrayList<>();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      rows.add(RowName.read(in));
    }
    return rows;
  }

  static void write(EdgeRef edge, DataOutputView out) throws IOException {
    Wire.writeString(out, edge.src());
    Wire.writeString(out, edge.dst());
    Wire.writeString(out, edge.id());
    out.writeLong(edge.timestamp());
  }

  static EdgeRef readEdge(DataInputView in) throws IOException {
    return new EdgeRef(
        Wire.readString(in), Wire.readString(in), Wire.readString(in), in.readLong());
  }
}
