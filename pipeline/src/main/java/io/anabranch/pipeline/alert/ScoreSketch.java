// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How scores of late are spread: counts of the running stretch of event time, and of the stretch
 * before, in the buckets of an HdrHistogram. Counts are whole numbers in fixed buckets, a
 * thousandth wide, so the order of scores does not matter, sketches add up, and nothing is drawn.
 * Bound: 26,000 buckets a stretch; in practice a few hundred. A packed histogram in their place
 * moved itself with each bucket that was new, which took most of the time that an alert rule took.
 */
final class ScoreSketch {

  private static final int FORMAT = 2; // 1 had packed histograms
  private static final int DIGITS = 3;
  private static final float LARGEST = 1e5f;
  private static final double SCALE = 1e6;
  private static final long TOP = (long) (LARGEST * SCALE);
  private static final PackedHistogram BUCKETS = new PackedHistogram(1, TOP, DIGITS); // no counts

  /** Hears of what is no longer, and what is now, a part of the sketch. */
  interface Total {
    void forget(BucketCounts stretch);

    void add(long value);
  }

  private long stretch = Long.MIN_VALUE;
  private BucketCounts running = new BucketCounts();
  private BucketCounts before = new BucketCounts();

  /** A histogram with the same buckets. */
  static Histogram histogram() {
    return new Histogram(TOP, DIGITS);
  }

  /** A score in the units of the histograms. */
  static long value(float score) {
    return Math.round(Math.min(score, LARGEST) * SCALE);
  }

  /** The score of a value. */
  static float score(long value) {
    return (float) (value / SCALE);
  }

  /** The running stretch. */
  BucketCounts running() {
    return running;
  }

  /** The one before. */
  BucketCounts before() {
    return before;
  }

  /**
   * Counts a score; one that is older than both stretches counts no more.
   *
   * @param number of the stretch of event time that it lies in
   */
  void count(long value, long number, Total total) {
    if (number > stretch) {
      moveTo(number, total);
    }
    if (number >= stretch - 1) {
      (number == stretch ? running : before).add(BUCKETS.lowestEquivalentValue(value));
      total.add(value);
    }
  }

  private void moveTo(long number, Total total) {
    total.forget(before);
    if (number == stretch + 1) {
      before = running;
    } else {
      total.forget(running);
      before = new BucketCounts();
    }
    running = new BucketCounts();
    stretch = number;
  }

  byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(FORMAT);
    out.writeLong(stretch);
    running.write(out);
    before.write(out);
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  static ScoreSketch fromBytes(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format < 1 || format > FORMAT) {
      throw new IOException("a sketch of format " + format + ", this build reads 1 to " + FORMAT);
    }
    ScoreSketch sketch = new ScoreSketch();
    sketch.stretch = in.readLong();
    sketch.running = format == 1 ? readPacked(in) : BucketCounts.read(in);
    sketch.before = format == 1 ? readPacked(in) : BucketCounts.read(in);
    return sketch;
  }

  private static BucketCounts readPacked(DataInputDeserializer in) throws IOException {
    byte[] encoded = new byte[(int) Wire.readVarint(in)];
    in.readFully(encoded);
    PackedHistogram packed = PackedHistogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), TOP);
    BucketCounts counts = new BucketCounts();
    for (HistogramIterationValue bucket : packed.recordedValues()) {
      long value = BUCKETS.lowestEquivalentValue(bucket.getValueIteratedTo());
      counts.append(value, (int) bucket.getCountAtValueIteratedTo());
    }
    return counts;
  }
}
