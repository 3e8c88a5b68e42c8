// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.page.Page;
import io.anabranch.state.page.PageFormat;
import io.anabranch.state.wire.Names;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Some in-edges: for each identity (src, id) the write that won. A removal is kept as a tombstone.
 */
final class EdgePage extends Page<EdgePage> {

  /** Picks entries of a page. */
  interface EdgeTest {
    boolean test(EdgePage page, int index);
  }

  /** How pages are made and read. */
  record Format(long ttl, int fill) implements PageFormat<EdgePage> {
    @Override
    public EdgePage empty() {
      return new EdgePage(ttl);
    }

    @Override
    public EdgePage read(DataInputView in) throws IOException {
      EdgePage page = empty();
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        String source = Wire.readString(in);
        String id = Wire.readString(in);
        page.add(source, id, in.readLong(), OPS[in.readByte()], in.readFloat());
      }
      return page;
    }
  }

  private static final Op[] OPS = Op.values();

  private final long ttl;
  String[] sources = new String[hashes.length];
  String[] ids = new String[hashes.length];
  long[] timestamps = new long[hashes.length];
  Op[] ops = new Op[hashes.length];
  float[] weights = new float[hashes.length];

  private EdgePage(long ttl) {
    this.ttl = ttl;
  }

  static int hash(String source, String id) {
    int mixed = (source.hashCode() * 31 + id.hashCode()) * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  int find(int hash, String source, String id) {
    for (int i = 0; i < size(); i++) {
      if (hashes[i] == hash && sources[i].equals(source) && ids[i].equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The write at an index, to the vertex whose page this is. */
  EdgeEvent edge(int index, String dst) {
    return new EdgeEvent(
        ops[index], sources[index], dst, ids[index], timestamps[index], weights[index]);
  }

  void add(String source, String id, long timestamp, Op op, float weight) {
    int index = append(hash(source, id));
    sources[index] = Names.shared(source);
    ids[index] = id;
    set(index, timestamp, op, weight);
  }

  void set(int index, long timestamp, Op op, float weight) {
    touched(index);
    timestamps[index] = timestamp;
    ops[index] = op;
    weights[index] = weight;
  }

  /** True when a write is picked, by its index. */
  boolean any(EdgeTest picked) {
    for (int i = 0; i < size(); i++) {
      if (picked.test(this, i)) {
        return true;
      }
    }
    return false;
  }

  /** Takes out the writes that are picked, by their index, to a list; true when there were any. */
  boolean takeOut(EdgeTest picked, String dst, List<EdgeEvent> taken) {
    int before = size();
    for (int i = size() - 1; i >= 0; i--) {
      if (picked.test(this, i)) {
        taken.add(edge(i, dst));
        removeAt(i);
      }
    }
    return size() < before;
  }

  boolean isDue(int index, long horizon) {
    return deadlineOf(ops[index], timestamps[index]) <= horizon;
  }

  /**
   * When a write goes. A tombstone may when the horizon has passed its timestamp, so that no older
   * add can come. An add expires when its time to live is over, and leaves no tombstone: whatever
   * else is written to the edge is older, and then an add is as expired as this one and a removal
   * removes nothing; or equally old, and then the same holds; or newer, and then it would win over
   * a tombstone, too.
   */
  long deadlineOf(Op op, long timestamp) {
    if (op == Op.REMOVE) {
      return timestamp + 1;
    }
    long end = timestamp + ttl;
    return ttl == NeighborhoodFormat.NO_TTL || end < timestamp ? Long.MAX_VALUE : end;
  }

  @Override
  public long deadline() {
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < size(); i++) {
      earliest = Math.min(earliest, deadlineOf(ops[i], timestamps[i]));
    }
    return earliest;
  }

  @Override
  protected EdgePage self() {
    return this;
  }

  @Override
  protected void resize(int capacity) {
    sources = Arrays.copyOf(sources, capacity);
    ids = Arrays.copyOf(ids, capacity);
    timestamps = Arrays.copyOf(timestamps, capacity);
    ops = Arrays.copyOf(ops, capacity);
    weights = Arrays.copyOf(weights, capacity);
  }

  @Override
  protected void copy(int from, EdgePage target, int to) {
    target.sources[to] = sources[from];
    target.ids[to] = ids[from];
    target.set(to, timestamps[from], ops[from], weights[from]);
  }

  @Override
  protected void clear(int index) {
    sources[index] = null;
    ids[index] = null;
  }

  @Override
  protected void writeEntry(int index, DataOutputView out) throws IOException {
    Wire.writeString(out, sources[index]);
    Wire.writeString(out, ids[index]);
    out.writeLong(timestamps[index]);
    out.writeByte(ops[index].ordinal());
    out.writeFloat(weights[index]);
  }
}
