// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.event.EventOrder;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The erases that one key group has heard and keeps: the latest of each vertex. They hold off the
 * writes that they take away, until no such write can come any more and those that were there
 * before have been swept out.
 */
final class GroupErases {

  private static final int FORMAT = 1;

  /** How far an erase has come in this group. */
  private enum Phase {
    /** It waits for a sweep to begin. */
    WAITING,
    /** A sweep is under way that began when it was heard already. */
    SWEEPING,
    /** What it takes away is not there. */
    SWEPT
  }

  private record Erase(Cause cause, Phase phase) {}

  private final Map<String, Erase> byVertex = new HashMap<>();

  /** Hears an erase; false when one of the vertex is there that is as late. */
  boolean hear(String vertex, Cause cause) {
    Erase known = byVertex.get(vertex);
    if (known != null && known.cause.eventTime() >= cause.eventTime()) {
      return false;
    }
    byVertex.put(vertex, new Erase(cause, Phase.WAITING));
    return true;
  }

  /** Why a write to the vertex, or to an edge of it, is taken away; null when it stands. */
  @Nullable Cause erased(String vertex, long timestamp) {
    Erase erase = byVertex.get(vertex);
    return erase != null && EventOrder.isErased(timestamp, erase.cause.eventTime())
        ? erase.cause
        : null;
  }

  boolean isWaiting() {
    return byVertex.values().stream().anyMatch(erase -> erase.phase == Phase.WAITING);
  }

  /** A sweep through all vertices of the group begins; gives the erases behind it together. */
  Cause begin() {
    turn(Phase.WAITING, Phase.SWEEPING);
    Cause all = new Cause(Long.MIN_VALUE, Long.MAX_VALUE);
    for (Erase erase : byVertex.values()) {
      all = erase.phase == Phase.SWEEPING ? all.and(erase.cause) : all;
    }
    return all;
  }

  /** The sweep has seen all vertices that were there when it began. */
  void end() {
    turn(Phase.SWEEPING, Phase.SWEPT);
  }

  private void turn(Phase from, Phase to) {
    byVertex.replaceAll(
        (vertex, erase) -> erase.phase == from ? new Erase(erase.cause, to) : erase);
  }

  /** Forgets those that have done their work; true when there were any. */
  boolean forget(long horizon) {
    return byVertex
        .values()
        .removeIf(erase -> erase.phase == Phase.SWEPT && erase.cause.eventTime() < horizon);
  }

  int size() {
    return byVertex.size();
  }

  /** This as bytes. A sweep under way is not kept: it begins anew. */
  byte[] toBytes() {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      out.writeByte(FORMAT);
      Wire.writeVarint(out, byVertex.size());
      for (Map.Entry<String, Erase> entry : byVertex.entrySet()) {
        Wire.writeString(out, entry.getKey());
        out.writeLong(entry.getValue().cause.eventTime());
        out.writeLong(entry.getValue().cause.arrived());
        out.writeBoolean(entry.getValue().phase == Phase.SWEPT);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  static GroupErases fromBytes(byte[] bytes) {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    try {
      int format = in.readByte();
      if (format < 1 || format > FORMAT) {
        throw new IllegalStateException(
            "erases of format " + format + ", this build reads up to " + FORMAT);
      }
      GroupErases erases = new GroupErases();
      long size = Wire.readVarint(in);
      for (long i = 0; i < size; i++) {
        String vertex = Wire.readString(in);
        Cause cause = new Cause(in.readLong(), in.readLong());
        Phase phase = in.readBoolean() ? Phase.SWEPT : Phase.WAITING;
        erases.byVertex.put(vertex, new Erase(cause, phase));
      }
      return erases;
    } catch (IOException e) {
      throw new IllegalStateException("erases of " + bytes.length + " bytes are damaged", e);
    }
  }
}
