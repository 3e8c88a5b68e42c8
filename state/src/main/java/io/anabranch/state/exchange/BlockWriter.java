// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Packs what is said to the vertices of one group. {@link BlockReader} has the format. */
final class BlockWriter {

  private static final int FULL = 1 << 18; // bytes

  private final int messageWidth;
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 12);

  BlockWriter(int messageWidth) {
    this.messageWidth = messageWidth;
  }

  boolean isEmpty() {
    return out.length() == 0;
  }

  boolean isFull() {
    return out.length() >= FULL;
  }

  byte[] take() {
    byte[] bytes = out.getCopyOfBuffer();
    out.clear();
    return bytes;
  }

  /**
   * @param self null when nothing is said of it
   * @param sums null when no delta goes to the vertex; else read at the offset
   * @param subscriptions null when none changes
   * @param mails null when there is none
   * @param inEdges null when nothing is said of them
   */
  void add(
      String vertex,
      Cause cause,
      float[] self,
      boolean gone,
      boolean erased,
      long count,
      long[] sums,
      int offset,
      Subscriptions subscriptions,
      Mails mails,
      InEdgeNews inEdges) {
    try {
      Wire.writeString(out, vertex);
      Wire.writeSigned(out, cause.eventTime());
      Wire.writeSigned(out, cause.arrived());
      out.writeByte(
          (self != null ? BlockReader.SELF : 0)
              | (gone ? BlockReader.GONE : 0)
              | (erased ? BlockReader.ERASED : 0)
              | (sums != null ? BlockReader.DELTA : 0)
              | (subscriptions != null ? BlockReader.SUBSCRIPTIONS : 0)
              | (subscriptions != null && subscriptions.isMasked() ? BlockReader.MASKS : 0)
              | (mails != null ? BlockReader.MAILS : 0)
              | (inEdges != null ? BlockReader.IN_EDGES : 0));
      if (subscriptions != null) {
        write(subscriptions);
      }
      if (self != null) {
        Wire.writeVarint(out, self.length);
        Wire.writeFloats(out, self);
      }
      if (sums != null) {
        Wire.writeSigned(out, count);
        Wire.writeLongs(out, sums, offset, messageWidth);
      }
      if (mails != null) {
        mails.write(out);
      }
      if (inEdges != null) {
        inEdges.write(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private void write(Subscriptions subscriptions) throws IOException {
    Wire.writeVarint(out, subscriptions.size());
    for (int i = 0; i < subscriptions.size(); i++) {
      Wire.writeString(out, subscriptions.target(i));
      out.writeFloat(subscriptions.weight(i));
      if (subscriptions.isMasked()) {
        Wire.writeSigned(out, subscriptions.mask(i));
      }
      Wire.writeSigned(out, subscriptions.change(i));
    }
  }
}
