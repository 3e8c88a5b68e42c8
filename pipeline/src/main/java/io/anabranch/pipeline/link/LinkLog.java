// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Links of the vertices of one key group that began or ended, as bytes, until somebody asks who is
 * linked to whom, or for some seconds. Most are never asked for by themselves, and counted together
 * they cost less: the vertices of one group are few, and stay at hand meanwhile. Counting commutes,
 * so nothing rests on when that is done. Bounded: some kilobytes, then it is full.
 */
public final class LinkLog {

  /** Takes one change. */
  public interface Visitor {

    /**
     * A live edge between the two began or ended.
     *
     * @param change +1 or -1
     */
    void link(String vertex, String other, int change);
  }

  private static final int FORMAT = 1;
  private static final int FIRST = 64; // bytes of a new buffer
  private static final int FULL = 1 << 15; // bytes: some thousand links

  private DataOutputSerializer bytes = new DataOutputSerializer(FIRST);

  /** Nothing waits. */
  public LinkLog() {}

  /** One change. */
  public void add(String vertex, String other, int change) {
    try {
      Wire.writeString(bytes, vertex);
      Wire.writeString(bytes, other);
      bytes.writeByte(change);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  /** Those of another log, by its {@link #take}. */
  void add(byte[] links) {
    try {
      bytes.write(links);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  public boolean isEmpty() {
    return bytes.length() == 0;
  }

  /**
   * Whether so much waits that it had better be counted.
   *
   * @param group whose log this is: as much comes to each, and not all are to be full at one time
   */
  public boolean isFull(int group) {
    return bytes.length() >= FULL / 2 + group * (FULL / 2 / KeyGroups.COUNT);
  }

  /** All that waits, which waits no more. */
  public byte[] take() {
    byte[] taken = bytes.getCopyOfBuffer();
    if (taken.length > 2 * FULL) {
      bytes = new DataOutputSerializer(FIRST); // so large it is seldom needed
    } else {
      bytes.clear();
    }
    return taken;
  }

  /**
   * Shows all of it to a visitor, and forgets it.
   *
   * @return how many changes that were
   */
  int drain(Visitor visitor) {
    DataInputDeserializer in = new DataInputDeserializer(take());
    int changes = 0;
    try {
      while (in.available() > 0) {
        visitor.link(Wire.readString(in), Wire.readString(in), in.readByte());
        changes++;
      }
      return changes;
    } catch (IOException e) {
      throw new IllegalStateException("bytes that are no links", e);
    }
  }

  /** This as bytes. */
  public byte[] toBytes() {
    byte[] all = new byte[1 + bytes.length()];
    all[0] = FORMAT;
    System.arraycopy(bytes.getSharedBuffer(), 0, all, 1, bytes.length());
    return all;
  }

  /** Reads {@link #toBytes()}. */
  public static LinkLog fromBytes(byte[] all) throws IOException {
    if (all.length == 0 || all[0] != FORMAT) {
      throw new IOException(
          "links of format %s, this build reads %d"
              .formatted(all.length == 0 ? "none" : Byte.toString(all[0]), FORMAT));
    }
    LinkLog log = new LinkLog();
    log.bytes.write(all, 1, all.length - 1);
    return log;
  }
}
