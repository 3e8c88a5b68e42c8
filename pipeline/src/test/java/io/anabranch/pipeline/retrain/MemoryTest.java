// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.executor.LinkTask;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large is refused before it starts. */
class MemoryTest {

  @TempDir private Path directory;

  private static LinkTask task(Sampling sampling) {
    return new LinkTask(
        new LinkLearning(
            SageSettings.of(Aggregation.MEAN, false, 64, 64), sampling, LinkRecipe.USUAL),
        1);
  }

  @Test
  void aRetrainingThatDoesNotFitIsRefusedWithAnEstimate() throws RetrainException {
    SnapshotCounts large = new SnapshotCounts(10_000_000, 100_000_000, 64, 80_000_000);

    RetrainException refused =
        assertThrows(
            RetrainException.class,
            () -> LocalLearner.requireFits(large, task(Sampling.ALL), 3L << 30));

    assertTrue(
        refused.getMessage().startsWith("expected a heap of at least "), refused.getMessage());
    assertTrue(refused.getMessage().contains("; it may have 3072 MB. "), refused.getMessage());
  }

  /** What the issue asks for: 100k vertices and 1M edges within 3 GB, in either way of hearing. */
  @Test
  void aHundredThousandVerticesFitInto3Gigabytes() throws RetrainException {
    SnapshotCounts counts = new SnapshotCounts(100_000, 1_000_000, 64, 600_000);
    Sampling ten = new Sampling(List.of(10, 10), Sampling.Order.HASH, 1);

    LocalLearner.requireFits(counts, task(Sampling.ALL), 3L << 30);
    LocalLearner.requireFits(counts, task(ten), 3L << 30);
    assertTrue(task(ten).memory(counts).bytes() < task(Sampling.ALL).memory(counts).bytes());
  }

  @Test
  void aKeptSnapshotIsLearntFromAgain() throws Exception {
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(Circles.snapshot(2, 10, 100), file);

    assertEquals(20, new FileSource(file.toUri()).take(Circles.WIDTH).vertices().length);
    RetrainException refused =
        assertThrows(RetrainException.class, () -> new FileSource(file.toUri()).take(3));
    assertEquals(
        file + ": expected features 3 wide, as the model takes them; they are 8 wide",
        refused.getMessage());
  }
}
