// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link LinearPart}, or null, in bytes. Version 2. */
final class LinearWire {

  private LinearWire() {}

  static void write(LinearPart part, DataOutputView out) throws IOException {
    out.writeBoolean(part != null);
    if (part == null) {
      return;
    }
    Wire.writeString(out, part.vertex());
    for (Fraction value : List.of(part.total(), part.self(), part.bias(), part.rest())) {
      write(value, out);
    }
    Wire.writeVarint(out, part.edges().size());
    for (EdgeShare share : part.edges()) {
      SignalWire.write(share.edge(), out);
      write(share.share(), out);
      write(share.without(), out);
    }
    SignalWire.writeRows(part.rows(), out);
  }

  static LinearPart read(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String vertex = Wire.readString(in);
    Fraction total = readFraction(in);
    Fraction self = readFraction(in);
    Fraction bias = readFraction(in);
    Fraction rest = readFraction(in);
    List<EdgeShare> edges = new ArrayList<>();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      edges.add(new EdgeShare(SignalWire.readEdge(in), readFraction(in), readFraction(in)));
    }
    return new LinearPart(vertex, total, self, bias, edges, rest, SignalWire.readRows(in));
  }

  private static void write(Fraction value, DataOutputView out) throws IOException {
    write(value.numerator(), out);
    write(value.denominator(), out);
  }

  private static Fraction readFraction(DataInputView in) throws IOException {
    return new Fraction(readInteger(in), readInteger(in));
  }

  private static void write(BigInteger value, DataOutputView out) throws IOException {
    byte[] bytes = value.toByteArray();
    Wire.writeVarint(out, bytes.length);
    out.write(bytes);
  }

  private static BigInteger readInteger(DataInputView in) throws IOException {
    byte[] bytes = new byte[(int) Wire.readVarint(in)];
    in.readFully(bytes);
    return new BigInteger(bytes);
  }
}
