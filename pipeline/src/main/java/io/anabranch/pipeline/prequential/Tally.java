// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How often a vertex was acted on. Bound: two numbers a half-life. */
final class Tally {

  long count;
  long distinct; // first meetings
  long last = Long.MIN_VALUE;
  final double[] all; // log masses, by half-life
  final double[] fresh; // those of first meetings

  Tally(int halfLives) {
    all = new double[halfLives];
    fresh = new double[halfLives];
    Arrays.fill(all, LogMass.NONE);
    Arrays.fill(fresh, LogMass.NONE);
  }

  void add(long time, boolean isFirst, double[] halfLives) {
    count++;
    distinct += isFirst ? 1 : 0;
    last = Math.max(last, time);
    for (int h = 0; h < all.length; h++) {
      double event = time / halfLives[h];
      all[h] = LogMass.plus(all[h], event);
      if (isFirst) {
        fresh[h] = LogMass.plus(fresh[h], event);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(distinct);
    out.writeLong(last);
    for (int h = 0; h < all.length; h++) {
      out.writeDouble(all[h]);
      out.writeDouble(fresh[h]);
    }
  }

  static Tally read(DataInput in, int halfLives) throws IOException {
    Tally tally = new Tally(halfLives);
    tally.count = in.readLong();
    tally.distinct = in.readLong();
    tally.last = in.readLong();
    for (int h = 0; h < halfLives; h++) {
      tally.all[h] = in.readDouble();
      tally.fresh[h] = in.readDouble();
    }
    return tally;
  }
}
