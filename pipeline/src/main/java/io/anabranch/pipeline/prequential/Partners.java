// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Whom a vertex met: each partner once, in the order of (last meeting, number), so that the order
 * in which meetings of one time came in makes no difference but to the {@link #freshness}. Bound:
 * the newest so many partners; one that fell out counts as never met.
 */
final class Partners {

  private static final double FADING = 0.8; // of the share of first meetings

  private int size;
  private int[] vertex = new int[2];
  private int[] count = new int[2];
  private long[] first = new long[2];
  private long[] last = new long[2];
  private long meetings;
  private long firstMeetings;
  private double freshness;

  /** Takes a meeting in, and says whether it is the first with this partner. */
  boolean meet(int partner, long time, int bound) {
    int at = find(partner);
    boolean isFirst = at < 0;
    int times = isFirst ? 1 : count[at] + 1;
    long since = isFirst ? time : Math.min(first[at], time);
    long until = isFirst ? time : Math.max(last[at], time);
    if (!isFirst) {
      remove(at);
    } else if (size == bound) {
      remove(0);
    }
    insert(partner, times, since, until);
    meetings++;
    firstMeetings += isFirst ? 1 : 0;
    freshness = FADING * freshness + (isFirst ? 1 - FADING : 0);
    return isFirst;
  }

  private void insert(int partner, int times, long since, long until) {
    if (size == vertex.length) {
      grow();
    }
    int at = size;
    while (at > 0 && isAfter(at - 1, until, partner)) {
      at--;
    }
    move(at, at + 1, size - at);
    vertex[at] = partner;
    count[at] = times;
    first[at] = since;
    last[at] = until;
    size++;
  }

  private boolean isAfter(int at, long time, int partner) {
    return last[at] > time || (last[at] == time && vertex[at] > partner);
  }

  private void grow() {
    int room = 2 * size;
    vertex = Arrays.copyOf(vertex, room);
    count = Arrays.copyOf(count, room);
    first = Arrays.copyOf(first, room);
    last = Arrays.copyOf(last, room);
  }

  private void remove(int at) {
    move(at + 1, at, size - at - 1);
    size--;
  }

  private void move(int from, int to, int length) {
    System.arraycopy(vertex, from, vertex, to, length);
    System.arraycopy(count, from, count, to, length);
    System.arraycopy(first, from, first, to, length);
    System.arraycopy(last, from, last, to, length);
  }

  /** Leaves none of these partners. */
  void removeIf(IntPredicate gone) {
    for (int at = size - 1; at >= 0; at--) {
      if (gone.test(vertex[at])) {
        remove(at);
      }
    }
  }

  /** Where a partner stands, from 0, the one not met for longest; -1 when it was not met. */
  int find(int partner) {
    for (int at = size - 1; at >= 0; at--) {
      if (vertex[at] == partner) {
        return at;
      }
    }
    return -1;
  }

  int size() {
    return size;
  }

  int vertex(int at) {
    return vertex[at];
  }

  /** How many partners were met later than this one; those of the same time do not count. */
  int newer(int at) {
    int same = at;
    while (same + 1 < size && last[same + 1] == last[at]) {
      same++;
    }
    return size - 1 - same;
  }

  /** How often they met. */
  int count(int at) {
    return count[at];
  }

  /** When they met first. */
  long first(int at) {
    return first[at];
  }

  /** When they met last. */
  long last(int at) {
    return last[at];
  }

  /** All meetings, also those with partners that fell out. */
  long meetings() {
    return meetings;
  }

  /** The share of first meetings in all of them. */
  double firstShare() {
    return meetings == 0 ? 0 : (double) firstMeetings / meetings;
  }

  /** The same, of the last few: each meeting weighs 0.8 of the one after it. */
  double freshness() {
    return freshness;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(meetings);
    out.writeLong(firstMeetings);
    out.writeDouble(freshness);
    out.writeInt(size);
    for (int at = 0; at < size; at++) {
      out.writeInt(vertex[at]);
      out.writeInt(count[at]);
      out.writeLong(first[at]);
      out.writeLong(last[at]);
    }
  }

  static Partners read(DataInput in) throws IOException {
    Partners partners = new Partners();
    long meetings = in.readLong();
    partners.firstMeetings = in.readLong();
    partners.freshness = in.readDouble();
    int size = in.readInt();
    for (int at = 0; at < size; at++) {
      partners.insert(in.readInt(), in.readInt(), in.readLong(), in.readLong());
    }
    partners.meetings = meetings;
    return partners;
  }
}
