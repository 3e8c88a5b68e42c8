// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.SnapshotCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

  private static final SnapshotCounts COUNTS = new SnapshotCounts(1_000, 5_000, 8, 3_000);

  private static TrainingSettings settings(TrainingSettings.Walks walks, int batch, Integer... f) {
    return new TrainingSettings(
        new TrainingSettings.Network(Aggregation.MEAN, List.of(4, 2), false, 0, 0),
        new TrainingSettings.Learning(1, 0.01f, 1, batch, List.of(f)),
        walks,
        Long.MAX_VALUE,
        0.5,
        1);
  }

  /** Two layers, 8 to 4 to 2 wide; supervised batches of 10, fan-outs 3 and 2. */
  @Test
  void byHand() {
    MemoryEstimate estimate = settings(null, 10, 3, 2).memory(COUNTS);

    // features 4 x 1000 x 8 = 32,000; given 1,000; edges 20 x 5,000; texts 48 x 7,000 + 3,000;
    // the largest column is that of the timestamps, 8 x 5,000
    assertEquals(32_000 + 1_000 + 100_000 + 336_000 + 3_000 + 40_000, estimate.snapshot());
    assertEquals(28 * 5_000 + 64 * 1_000, estimate.graph());
    // layer 2: 10 hear 30, sources 40: 8 x (40 x 4 + 10 x (4 + 6)) + 40 x 30 = 3,280
    // layer 1: 40 hear 80, sources 120: 8 x (120 x 8 + 40 x (8 + 12)) + 40 x 80 = 17,280
    assertEquals(3_280 + 17_280, estimate.step());
    // 4 x 1000 x 3 x (max(8, 4) + max(4, 2))
    assertEquals(144_000, estimate.evaluation());
    assertEquals(512_000 + 204_000 + 20_560 + 144_000, estimate.bytes());
  }

  /** Pairs have two ends; nobody embeds more vertices than there are. */
  @Test
  void aStepOfPairs() {
    TrainingSettings.Walks walks = new TrainingSettings.Walks(1, 1, 20, 1);
    // 2 x 10 + 20 = 40 targets hear 120, sources 160; 160 hear 320, sources 480
    assertEquals(
        8 * (160 * 4 + 40 * 10) + 40 * 120 + 8 * (480 * 8 + 160 * 20) + 40 * 320,
        settings(walks, 10, 3, 2).memory(COUNTS).step());
    assertEquals(
        8 * (1_000 * 4 + 1_000 * 10) + 40 * 5_000 + 8 * (1_000 * 8 + 1_000 * 20) + 40 * 5_000,
        settings(walks, 1_000_000).memory(COUNTS).step());
  }

  /** Two moments; batches of 10 edges with 3 other targets each, so that a step has 50 seeds. */
  @Test
  void ofTellingEdges() {
    LinkRecipe recipe = new LinkRecipe(1, 1, 0.01f, 10, 3, 2, 0);
    Sampling sampling = new Sampling(List.of(3, 2), Sampling.Order.HASH, 1);
    SageSettings network = SageSettings.of(Aggregation.MEAN, false, 4, 2);
    MemoryEstimate estimate =
        new LinkTask(new LinkLearning(network, sampling, recipe), 1).memory(COUNTS);

    // graphs of two moments with 0.85 of the edges each, and one order of the edges
    assertEquals(8 * 8_500 + 2 * 24 * 1_000 + 72 * 5_000, estimate.graph());
    // layer 2: 50 hear 150, sources 200; layer 1: 200 hear 400, sources 600
    assertEquals(
        8 * (200 * 4 + 50 * 10) + 40 * 150 + 8 * (600 * 8 + 200 * 20) + 40 * 400, estimate.step());
    assertEquals(144_000, estimate.evaluation());
  }

  @Test
  void aHeapThatIsTooSmallIsToldWithTheEstimate() {
    SnapshotCounts large = new SnapshotCounts(10_000_000, 100_000_000, 64, 0);
    MemoryEstimate estimate = settings(null, 10, 3, 2).memory(large);
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> estimate.requireFits(large, 2, 3L << 30));
    assertTrue(
        e.getMessage().startsWith("expected a heap of at least ")
            && e.getMessage().contains("for 2 executors in one JVM; it may have 3072 MB.")
            && e.getMessage().contains("10000000 vertices, 100000000 edges and features 64 wide"),
        e.getMessage());
  }

  /** Acceptance: 100k vertices and 1M edges within 3 GB, in mini-batches and on the whole graph. */
  @Test
  void aMillionEdgesFitThreeGigabytes() {
    SnapshotCounts million = new SnapshotCounts(100_000, 1_000_000, 64, 1_000_000);
    TrainingSettings sampled = TrainingSettings.unsupervised(1);
    assertDoesNotThrow(() -> sampled.memory(million).requireFits(million, 2, 3L << 30));
    TrainingSettings whole =
        sampled.with(new TrainingSettings.Learning(1, 0.01f, 1, 1 << 30, List.of()));
    assertDoesNotThrow(() -> whole.memory(million).requireFits(million, 1, 3L << 30));
  }
}
