// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Unpacks a block and tells it to a stage. An entry is: vertex; event time and arrival of its
 * cause; flags; then what the flags say: changes of subscribers (with a mask of layers each where
 * not every layer takes all of them), the value of the vertex, the delta (change of the count and
 * fixed-point sums of the receiver's message width), the mails (sources, their counts of words, and
 * as many floats), and what is said of its in-edges.
 */
public final class BlockReader {

  static final int SELF = 1;
  static final int GONE = 2;
  static final int DELTA = 4;
  static final int SUBSCRIPTIONS = 8;
  static final int MAILS = 16;
  static final int MASKS = 32;
  static final int ERASED = 64;
  static final int IN_EDGES = 128;

  private final DataInputDeserializer in = new DataInputDeserializer();
  private final long[] values;

  /**
   * @param messageWidth the length of the deltas or mails to this stage
   */
  public BlockReader(int messageWidth) {
    this.values = new long[messageWidth];
  }

  /** Tells the stage what the block holds. */
  public void read(byte[] block, Inlet stage) {
    in.setBuffer(block);
    try {
      while (in.available() > 0) {
        readEntry(stage);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "a block of " + block.length + " bytes breaks at byte " + in.getPosition(), e);
    }
  }

  private void readEntry(Inlet stage) throws IOException {
    String vertex = Wire.readString(in);
    Cause cause = new Cause(Wire.readSigned(in), Wire.readSigned(in));
    int flags = in.readByte();
    if ((flags & SUBSCRIPTIONS) != 0) {
      readSubscriptions(vertex, (flags & MASKS) != 0, cause, stage);
    }
    if ((flags & ERASED) != 0) {
      stage.erased(vertex, cause);
    }
    if ((flags & SELF) != 0) {
      stage.self(vertex, Wire.readFloats(in, (int) Wire.readVarint(in)), cause);
    }
    if ((flags & GONE) != 0) {
      stage.gone(vertex, cause);
    }
    if ((flags & DELTA) != 0) {
      long count = Wire.readSigned(in);
      Wire.readLongs(in, values, values.length);
      stage.delta(vertex, count, 1, values, cause);
    }
    if ((flags & MAILS) != 0) {
      Mails.read(in, values.length, vertex, cause, stage);
    }
    if ((flags & IN_EDGES) != 0) {
      InEdgeNews.read(in, vertex, cause, stage);
    }
  }

  private void readSubscriptions(String vertex, boolean masked, Cause cause, Inlet stage)
      throws IOException {
    long size = Wire.readVarint(in);
    for (long i = 0; i < size; i++) {
      String target = Wire.readString(in);
      float weight = in.readFloat();
      int mask = masked ? (int) Wire.readSigned(in) : LayerMask.ALL;
      int change = (int) Wire.readSigned(in);
      if (change != 0) {
        stage.subscription(vertex, target, weight, mask, change, cause);
      }
    }
  }
}
