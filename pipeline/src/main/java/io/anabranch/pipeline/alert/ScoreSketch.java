// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.HdrHistogram.PackedHistogram;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How scores of late are spread: an HdrHistogram of the running stretch of event time, and one of
 * the stretch before. Counts are whole numbers in fixed buckets, a thousandth wide, so the order of
 * scores does not matter, sketches add up, and nothing is drawn. Bound: 26,000 counts a stretch,
 * packed; in practice a few hundred.
 */
final class ScoreSketch {

  private static final int FORMAT = 1;
  private static final int DIGITS = 3;
  private static final float LARGEST = 1e5f;
  private static final double SCALE = 1e6;
  private static final long TOP = (long) (LARGEST * SCALE);

  /** Hears of what is no longer, and what is now, a part of the sketch. */
  interface Total {
    void forget(PackedHistogram stretch);

    void add(long value);
  }

  private long stretch = Long.MIN_VALUE;
  private PackedHistogram running = empty();
  private PackedHistogram before = empty();

  static PackedHistogram empty() {
    return new PackedHistogram(1, TOP, DIGITS);
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
  PackedHistogram running() {
    return running;
  }

  /** The one before. */
  PackedHistogram before() {
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
      (number == stretch ? running : before).recordValue(value);
      total.add(value);
    }
  }

  private void moveTo(long number, Total total) {
    total.forget(before);
    if (number == stretch + 1) {
      before = running;
    } else {
      total.forget(running);
      before = empty();
    }
    running = empty();
    stretch = number;
  }

  byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(FORMAT);
    out.writeLong(stretch);
    write(running, out);
    write(before, out);
    return out.getCopyOfBuffer();
  }

  private static void write(PackedHistogram histogram, DataOutputSerializer out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    Wire.writeVarint(out, length);
    out.write(buffer.array(), 0, length);
  }

  /** Reads {@link #toBytes()}. */
  static ScoreSketch fromBytes(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a sketch of format " + format + ", this build reads " + FORMAT);
    }
    ScoreSketch sketch = new ScoreSketch();
    sketch.stretch = in.readLong();
    sketch.running = read(in);
    sketch.before = read(in);
    return sketch;
  }

  private static PackedHistogram read(DataInputDeserializer in) throws IOException {
    byte[] encoded = new byte[(int) Wire.readVarint(in)];
    in.readFully(encoded);
    return PackedHistogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), TOP);
  }
}
