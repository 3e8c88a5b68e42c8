// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The first live in-edges of one vertex in the order of the sample: the members, and behind them a
 * reserve that takes the place of members that leave. Always a prefix of all live in-edges in that
 * order, so that the first ones are the right ones as long as there are enough.
 */
public final class Sample {

  private static final RankedEdge[] NONE = {};

  private RankedEdge[] edges = NONE; // in order
  private int size;
  private RankedEdge[] told; // the members before the first change since they were told; not kept

  /** How many edges are at hand. */
  int size() {
    return size;
  }

  /** The first so many edges, or all if there are fewer. */
  RankedEdge[] first(int most) {
    return Arrays.copyOf(edges, Math.min(size, most));
  }

  /** The members as they were told last; null when they are the same ones. */
  RankedEdge[] takeTold() {
    RankedEdge[] taken = told;
    told = null;
    return taken;
  }

  /**
   * A live edge is there from now on.
   *
   * @param live how many live edges there were before
   * @param members how many are members, at the most; as many again are kept in reserve
   */
  void enter(RankedEdge edge, int live, int members) {
    int at = place(edge);
    if (at < size || size == live) { // behind the last one at hand there may be others
      note(at, members);
      insert(at, edge, 2 * members);
    }
  }

  /** A live edge is no more. */
  void leave(RankedEdge edge, int members) {
    int at = Arrays.binarySearch(edges, 0, size, edge);
    if (at >= 0) {
      note(at, members);
      size--;
      System.arraycopy(edges, at + 1, edges, at, size - at);
      edges[size] = null;
    }
  }

  /** Begins again with nothing at hand. */
  void clear() {
    Arrays.fill(edges, 0, size, null);
    size = 0;
  }

  /** Takes one of all the live edges in when it is among the first. */
  void offer(RankedEdge edge, int members) {
    insert(place(edge), edge, 2 * members);
  }

  private int place(RankedEdge edge) {
    int found = Arrays.binarySearch(edges, 0, size, edge);
    if (found >= 0) {
      throw new IllegalStateException("an edge enters its sample twice: " + edge);
    }
    return -1 - found;
  }

  private void note(int at, int members) {
    if (told == null && at < members) {
      told = first(members);
    }
  }

  private void insert(int at, RankedEdge edge, int most) {
    if (at == most) {
      return;
    }
    if (size == most) {
      size--; // the last one goes
    } else if (size == edges.length) {
      edges = Arrays.copyOf(edges, Math.min(most, size * 2 + 2));
    }
    System.arraycopy(edges, at, edges, at + 1, size - at);
    edges[at] = edge;
    size++;
  }

  /** Writes the edges at hand. */
  public void write(DataOutputView out) throws IOException {
    Wire.writeVarint(out, size);
    for (int i = 0; i < size; i++) {
      Wire.writeSigned(out, edges[i].recency());
      out.writeLong(edges[i].hash());
      Wire.writeString(out, edges[i].id());
      Wire.writeString(out, edges[i].src());
      out.writeFloat(edges[i].weight());
      Wire.writeSigned(out, edges[i].timestamp());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param timed false where it was written before there were timestamps in it
   */
  public static Sample read(DataInputView in, boolean timed) throws IOException {
    Sample sample = new Sample();
    sample.size = (int) Wire.readVarint(in);
    sample.edges = sample.size == 0 ? NONE : new RankedEdge[sample.size];
    for (int i = 0; i < sample.size; i++) {
      long recency = Wire.readSigned(in);
      long hash = in.readLong();
      String id = Wire.readString(in);
      String src = Wire.readString(in);
      float weight = in.readFloat();
      long timestamp = timed ? Wire.readSigned(in) : 0;
      sample.edges[i] = new RankedEdge(recency, hash, id, src, weight, timestamp);
    }
    return sample;
  }
}
