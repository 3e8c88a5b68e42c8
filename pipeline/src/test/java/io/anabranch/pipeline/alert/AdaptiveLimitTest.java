// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

  private static final int GROUPS = 4;
  private static final Limit.Quantile NINETY = new Limit.Quantile(0.9f, Duration.ofMillis(1_000));

  @Test
  void usageExample() {
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    for (int i = 1; i <= 1_000; i++) {
      limit.exceeded(i % GROUPS, i / 100f, 5); // 0.01 to 10
    }
    assertEquals(1_000, limit.seen());
    for (int i = 0; i < 64; i++) {
      limit.exceeded(0, 5, 5); // until it is looked up again
    }
    assertEquals(9f, limit.exceeded(0, 9.2f, 5), 0.15, "some 90 percent are not above 9");
    assertTrue(Float.isNaN(limit.exceeded(0, 8.5f, 5)));
  }

  @Test
  void nothingIsExceededBeforeTenCanBeAbove() {
    assertEquals(100, NINETY.fewest());
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    for (int i = 0; i < 100; i++) {
      assertTrue(Float.isNaN(limit.exceeded(0, i == 50 ? 1_000 : 1, 5)), "score " + i);
    }
    assertFalse(Float.isNaN(limit.exceeded(0, 1_000, 5)));
  }

  /** The histogram answers within a thousandth of the true quantile. */
  @Test
  void theQuantileIsRight() {
    SplittableRandom random = new SplittableRandom(7);
    AdaptiveLimit limit = new AdaptiveLimit(new Limit.Quantile(0.99f, Duration.ofDays(1)), GROUPS);
    float[] scores = new float[64 * 200];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) -Math.log(random.nextDouble());
      limit.exceeded(random.nextInt(GROUPS), scores[i], i);
    }
    float threshold = limit.exceeded(0, 50, 1);
    Arrays.sort(scores);
    float truth = scores[(int) (0.99 * scores.length) - 1];
    assertEquals(truth, threshold, truth * 2e-3);
  }

  @Test
  void whatLiesTwoStretchesBackCountsNoMore() {
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    feed(limit, 200, 10f, 500);
    feed(limit, 200, 1f, 1_500);
    assertEquals(400, limit.seen(), "the running stretch and the one before");
    feed(limit, 1, 1f, 2_500);
    assertEquals(201, limit.seen());
    limit.exceeded(0, 1, 900); // older than both
    assertEquals(201, limit.seen());
    limit.exceeded(0, 1, 1_900); // of the one before
    assertEquals(202, limit.seen());
    feed(limit, 1, 1f, 9_500); // a gap
    assertEquals(1, limit.seen());
  }

  @Test
  void whatCountsNoMoreIsNotInTheThreshold() {
    AdaptiveLimit limit =
        new AdaptiveLimit(new Limit.Quantile(0.5f, Duration.ofSeconds(1)), GROUPS);
    feed(limit, 30, 10f, 500);
    assertEquals(10f, limit.exceeded(0, 11, 500), 0.1);
    feed(limit, 30, 1f, 9_500);
    assertEquals(1f, limit.exceeded(0, 2, 9_500), 0.01);
  }

  @Test
  void aRestoredLimitGoesOnAsIfNothingHadHappened() throws IOException {
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 64 * 10; i++) {
      limit.exceeded(random.nextInt(GROUPS), (float) random.nextDouble(5), 10L * i);
    }
    TreeMap<Integer, byte[]> kept = new TreeMap<>();
    limit.writeBack(kept::put);
    AdaptiveLimit restored = new AdaptiveLimit(NINETY, GROUPS);
    for (int group : kept.keySet()) {
      restored.restore(group, kept.get(group));
    }
    assertEquals(limit.seen(), restored.seen());
    for (int i = 0; i < 500; i++) {
      float score = (float) random.nextDouble(8);
      int group = random.nextInt(GROUPS);
      assertEquals(
          limit.exceeded(group, score, 6_400 + i), restored.exceeded(group, score, 6_400 + i));
    }
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    limit.exceeded(2, 1, 1);
    TreeMap<Integer, byte[]> kept = new TreeMap<>();
    limit.writeBack(kept::put);
    assertEquals(1, kept.size());
    assertTrue(kept.get(2).length < 200, kept.get(2).length + " bytes of one score");
    limit.writeBack((group, bytes) -> assertEquals(-1, group, "nothing changed"));
  }

  /** Counts of random scores are those of a histogram, written and read. */
  @Test
  void bucketsCountAsAHistogramDoes() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    BucketCounts counts = new BucketCounts();
    Histogram histogram = ScoreSketch.histogram();
    for (int i = 0; i < 5_000; i++) {
      long value = ScoreSketch.value((float) Math.pow(10, random.nextDouble(-7, 5)));
      histogram.recordValue(value);
      counts.add(histogram.lowestEquivalentValue(value));
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    counts.write(out);
    BucketCounts read = BucketCounts.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    Histogram again = ScoreSketch.histogram();
    read.forEach(again::recordValueWithCount);
    assertEquals(histogram, again);
    read.forEach((value, count) -> again.recordValueWithCount(value, -count));
    assertEquals(0, again.getTotalCount());
    assertEquals(0, again.getCountAtValue(histogram.getMaxValue()));
  }

  /** A state of an earlier build: packed histograms of the running stretch and the one before. */
  @Test
  void theFirstFormatIsRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    out.writeLong(0);
    for (int stretch = 0; stretch < 2; stretch++) {
      PackedHistogram packed = new PackedHistogram(1, ScoreSketch.value(1e5f), 3);
      for (int i = 1; i <= 50; i++) {
        packed.recordValue(ScoreSketch.value(i + 100 * stretch));
      }
      ByteBuffer buffer = ByteBuffer.allocate(packed.getNeededByteBufferCapacity());
      int length = packed.encodeIntoByteBuffer(buffer);
      Wire.writeVarint(out, length);
      out.write(buffer.array(), 0, length);
    }
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    limit.restore(1, out.getCopyOfBuffer());
    assertEquals(100, limit.seen());
    assertEquals(140, limit.exceeded(1, 1_000, 1), 0.2, "nine tenths of 1 to 50 and 101 to 150");
  }

  @Test
  void newerFormatsAreRefused() throws IOException {
    AdaptiveLimit limit = new AdaptiveLimit(NINETY, GROUPS);
    limit.exceeded(0, 1, 1);
    limit.writeBack(
        (group, bytes) -> {
          bytes[0] = 3;
          IOException refused = assertThrows(IOException.class, () -> limit.restore(group, bytes));
          assertEquals("a sketch of format 3, this build reads 1 to 2", refused.getMessage());
        });
  }

  private static void feed(AdaptiveLimit limit, int count, float score, long time) {
    for (int i = 0; i < count; i++) {
      limit.exceeded(0, score, time);
    }
  }
}
