// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * {@link LiveEvaluation} in sealed pieces of bytes, each of which says which of how many it is, so
 * that they may come back in any order. Version 1.
 */
public final class EvaluationFormat {

  private static final int FORMAT = 1;
  private static final int PIECE = 1 << 20;
  private static final String SEAL = "evaluation";

  private EvaluationFormat() {}

  /** All of it. */
  public static List<byte[]> write(LiveEvaluation evaluation) throws IOException {
    DataOutputSerializer all = new DataOutputSerializer(PIECE);
    evaluation.write(all);
    int count = (all.length() + PIECE - 1) / PIECE;
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = Math.min(PIECE, all.length() - i * PIECE);
      DataOutputSerializer piece = new DataOutputSerializer(length + 16);
      piece.writeByte(FORMAT);
      piece.writeInt(i);
      piece.writeInt(count);
      piece.write(all.getSharedBuffer(), i * PIECE, length);
      pieces.add(Sealed.seal(SEAL, piece));
    }
    return pieces;
  }

  /** Reads the pieces, if there are any, into one that has seen nothing. */
  public static void read(Iterable<byte[]> pieces, LiveEvaluation evaluation) throws IOException {
    TreeMap<Integer, byte[]> parts = new TreeMap<>();
    int count = 0;
    for (byte[] piece : pieces) {
      DataInputDeserializer in = Sealed.open(SEAL, piece);
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException(
            "an evaluation of format " + format + ", this build reads format " + FORMAT);
      }
      int number = in.readInt();
      count = in.readInt();
      byte[] part = new byte[in.available()];
      in.readFully(part);
      parts.put(number, part);
    }
    if (parts.size() != count) {
      throw new IOException(
          "expected %d pieces of the evaluation; came %d".formatted(count, parts.size()));
    }
    if (count > 0) {
      DataOutputSerializer all = new DataOutputSerializer(count * PIECE);
      for (byte[] part : parts.values()) {
        all.write(part);
      }
      evaluation.read(new DataInputDeserializer(all.getSharedBuffer(), 0, all.length()));
    }
  }
}
