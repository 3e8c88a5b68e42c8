// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a stage says to the next, summed up by vertex, and hands it on as one block per key
 * group. All that it holds commutes (sums, degrees) or is a last word (self, gone, mail, roll), so
 * collecting changes nothing in the result.
 */
public final class Outbox implements Inlet {

  /** Vertices addressed before the box empties itself: a hub may have a million subscribers. */
  static final int CAPACITY = 1 << 16;

  private static final int CHUNK = 256; // accumulators allocated together
  private static final float[] GONE = new float[0];

  private final int messageWidth;
  private final Consumer<Message.Block> sink;
  private final int[] lastOfGroup = new int[KeyGroups.COUNT];
  private final Object2IntOpenHashMap<String> entries = new Object2IntOpenHashMap<>();
  private final List<long[]> sums = new ArrayList<>();
  private int sumCount;

  private int size;
  private String[] vertices = new String[64];
  private Cause[] causes = new Cause[64];
  private float[][] selves = new float[64][]; // null: nothing said
  private int[] sumOf = new int[64]; // -1: nothing said
  private long[] counts = new long[64];
  private Subscriptions[] subscriptions = new Subscriptions[64];
  private Mails[] mails = new Mails[64];
  private InEdgeNews[] inEdges = new InEdgeNews[64];
  private boolean[] erased = new boolean[64];
  private int[] previousOfGroup = new int[64];

  /**
   * @param messageWidth the length of the deltas to the next stage
   * @param sink takes the blocks
   */
  public Outbox(int messageWidth, Consumer<Message.Block> sink) {
    this.messageWidth = messageWidth;
    this.sink = sink;
    entries.defaultReturnValue(-1);
    Arrays.fill(lastOfGroup, -1);
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    int entry = entry(vertex, cause); // first: it may replace the arrays
    selves[entry] = values;
  }

  @Override
  public void gone(String vertex, Cause cause) {
    int entry = entry(vertex, cause);
    selves[entry] = GONE;
  }

  @Override
  public void erased(String vertex, Cause cause) {
    int entry = entry(vertex, cause);
    erased[entry] = true;
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    int entry = entry(vertex, cause);
    counts[entry] += count;
    if (sumOf[entry] < 0) {
      sumOf[entry] = newSum();
    }
    if (values != null) {
      long[] into = sums.get(sumOf[entry] / CHUNK);
      int offset = sumOf[entry] % CHUNK * messageWidth;
      for (int i = 0; i < messageWidth; i++) {
        into[offset + i] += times * values[i];
      }
    }
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    int entry = entry(vertex, cause);
    if (mails[entry] == null) {
      mails[entry] = new Mails();
    }
    mails[entry].put(source, values, sequence);
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    inEdges(vertex, cause).roll(roll);
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    inEdges(vertex, cause).degree(mask, change);
  }

  private InEdgeNews inEdges(String vertex, Cause cause) {
    int entry = entry(vertex, cause);
    if (inEdges[entry] == null) {
      inEdges[entry] = new InEdgeNews();
    }
    return inEdges[entry];
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    int entry = entry(source, cause);
    if (subscriptions[entry] == null) {
      subscriptions[entry] = new Subscriptions();
    }
    subscriptions[entry].add(target, weight, mask, change);
  }

  /** How many vertices are addressed. */
  public int size() {
    return size;
  }

  /** Hands everything on, one block per key group that something is said to. */
  public void drain() {
    if (size == 0) {
      return;
    }
    BlockWriter block = new BlockWriter(messageWidth);
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      for (int e = lastOfGroup[group]; e >= 0; e = previousOfGroup[e]) {
        boolean summed = sumOf[e] >= 0;
        block.add(
            vertices[e],
            causes[e],
            selves[e] == GONE ? null : selves[e],
            selves[e] == GONE,
            erased[e],
            counts[e],
            summed ? sums.get(sumOf[e] / CHUNK) : null,
            summed ? sumOf[e] % CHUNK * messageWidth : 0,
            subscriptions[e],
            mails[e],
            inEdges[e]);
        if (block.isFull()) {
          sink.accept(new Message.Block(group, block.take()));
        }
      }
      if (!block.isEmpty()) {
        sink.accept(new Message.Block(group, block.take()));
      }
    }
    clear();
  }

  private int entry(String vertex, Cause cause) {
    int found = entries.getInt(vertex);
    if (found >= 0) {
      causes[found] = causes[found].and(cause);
      return found;
    }
    if (size == CAPACITY) {
      drain();
    }
    if (size == vertices.length) {
      grow();
    }
    int group = KeyGroups.of(vertex);
    vertices[size] = vertex;
    causes[size] = cause;
    sumOf[size] = -1;
    previousOfGroup[size] = lastOfGroup[group];
    lastOfGroup[group] = size;
    entries.put(vertex, size);
    return size++;
  }

  private int newSum() {
    if (sumCount == sums.size() * CHUNK) {
      sums.add(new long[CHUNK * messageWidth]);
    } else {
      int offset = sumCount % CHUNK * messageWidth;
      Arrays.fill(sums.get(sumCount / CHUNK), offset, offset + messageWidth, 0);
    }
    return sumCount++;
  }

  private void grow() {
    int capacity = size * 2;
    vertices = Arrays.copyOf(vertices, capacity);
    causes = Arrays.copyOf(causes, capacity);
    selves = Arrays.copyOf(selves, capacity);
    sumOf = Arrays.copyOf(sumOf, capacity);
    counts = Arrays.copyOf(counts, capacity);
    subscriptions = Arrays.copyOf(subscriptions, capacity);
    mails = Arrays.copyOf(mails, capacity);
    inEdges = Arrays.copyOf(inEdges, capacity);
    erased = Arrays.copyOf(erased, capacity);
    previousOfGroup = Arrays.copyOf(previousOfGroup, capacity);
  }

  private void clear() {
    Arrays.fill(vertices, 0, size, null);
    Arrays.fill(causes, 0, size, null);
    Arrays.fill(selves, 0, size, null);
    Arrays.fill(counts, 0, size, 0);
    Arrays.fill(subscriptions, 0, size, null);
    Arrays.fill(mails, 0, size, null);
    Arrays.fill(inEdges, 0, size, null);
    Arrays.fill(erased, 0, size, false);
    Arrays.fill(lastOfGroup, -1);
    entries.clear();
    size = 0;
    sumCount = 0;
  }
}
