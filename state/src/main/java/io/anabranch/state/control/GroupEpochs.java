// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.control;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message.Block;
import io.anabranch.state.exchange.Message.Turn;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Which models one key group of a stage computes with. A group serves one epoch; while a swap is
 * under way it takes in what is said for the next one, too. What is said for later ones is held
 * until there is room for it.
 */
public final class GroupEpochs {

  private int serving;
  private int oldest; // there may be something left of it and of later ones, of none before
  private int begun;
  private final TreeMap<Integer, BitSet> turned = new TreeMap<>(); // who has told all, by epoch
  private final List<Block> held = new ArrayList<>(); // in the order in which they came

  /** The epoch that the group serves. */
  public int serving() {
    return serving;
  }

  /** The group serves the next epoch from now on. */
  public void serveNext() {
    serving++;
    turned.headMap(serving, true).clear();
  }

  /** Whether something may be left of an epoch before the one that is served. */
  public boolean hasLeftovers() {
    return oldest < serving;
  }

  /** Nothing is left of epochs before the one that is served. */
  public void cleared() {
    oldest = serving;
  }

  /** The latest epoch that the group is to serve. In the Neighborhood alone. */
  public int begun() {
    return begun;
  }

  /** The group is to serve all epochs up to this one. */
  public void begin(int epoch) {
    begun = Math.max(begun, epoch);
  }

  /** A group of the stage before has told all of an epoch. Hearing it again changes nothing. */
  public void hear(Turn turn) {
    if (turn.epoch() > serving) {
      turned.computeIfAbsent(turn.epoch(), epoch -> new BitSet()).set(turn.from());
    }
  }

  /** Whether all groups of the stage before have told all of the next epoch. */
  public boolean isTold() {
    BitSet senders = turned.get(serving + 1);
    return senders != null && senders.cardinality() == KeyGroups.COUNT;
  }

  /** The latest epoch that the group serves or has been told all of. */
  public int told() {
    int epoch = serving;
    while (turned.containsKey(epoch + 1)
        && turned.get(epoch + 1).cardinality() == KeyGroups.COUNT) {
      epoch++;
    }
    return epoch;
  }

  /** Fails when a block is of an epoch before the one that is served: it was told to be over. */
  public void requireCurrent(Block block) {
    if (block.epoch() < serving) {
      throw new IllegalStateException(
          "group %d serves epoch %d and hears of epoch %d"
              .formatted(block.group(), serving, block.epoch()));
    }
  }

  /** Holds a block that there is no room for. */
  public void hold(Block block) {
    held.add(block);
  }

  public boolean holds() {
    return !held.isEmpty();
  }

  /** Takes out the blocks of epochs that there is room for now. */
  public List<Block> release(IntPredicate hasRoom) {
    List<Block> released = held.stream().filter(block -> hasRoom.test(block.epoch())).toList();
    held.removeAll(released);
    return released;
  }

  void write(DataOutputSerializer out) throws IOException {
    out.writeInt(serving);
    out.writeInt(oldest);
    out.writeInt(begun);
    Wire.writeVarint(out, turned.size());
    for (Map.Entry<Integer, BitSet> epoch : turned.entrySet()) {
      out.writeInt(epoch.getKey());
      writeBytes(epoch.getValue().toByteArray(), out);
    }
    Wire.writeVarint(out, held.size());
    for (Block block : held) {
      out.writeByte(block.group());
      out.writeInt(block.epoch());
      writeBytes(block.bytes(), out);
    }
  }

  static GroupEpochs read(DataInputDeserializer in) throws IOException {
    GroupEpochs epochs = new GroupEpochs();
    epochs.serving = in.readInt();
    epochs.oldest = in.readInt();
    epochs.begun = in.readInt();
    long count = Wire.readVarint(in);
    for (long i = 0; i < count; i++) {
      epochs.turned.put(in.readInt(), BitSet.valueOf(readBytes(in)));
    }
    long blocks = Wire.readVarint(in);
    for (long i = 0; i < blocks; i++) {
      epochs.held.add(new Block(in.readUnsignedByte(), in.readInt(), readBytes(in)));
    }
    return epochs;
  }

  private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
    Wire.writeVarint(out, bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[(int) Wire.readVarint(in)];
    in.readFully(bytes);
    return bytes;
  }
}
