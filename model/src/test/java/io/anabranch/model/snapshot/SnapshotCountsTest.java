// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCountsTest {

  @TempDir Path directory;

  /** Names ab, c, d: 4 bytes; label fraud: 5; id p1: 2. */
  @Test
  void countsAreThoseOfTheHeader() throws IOException {
    SnapshotBuilder builder = new SnapshotBuilder(7);
    builder.vertex("ab", new float[7], "fraud");
    builder.edge("ab", "c", "p1", 1, 1f);
    builder.edge("d", "c", "", 2, 1f);
    Path file = directory.resolve("graph");
    SnapshotFile.write(builder.build(new GraphSnapshot.Origin("test", 0, false)), file);
    try (InputStream in = Files.newInputStream(file)) {
      assertEquals(new SnapshotCounts(3, 2, 7, 11), SnapshotCounts.read(in, file));
    }
  }

  @Test
  void whatIsNoSnapshotIsTold() {
    SnapshotException e =
        assertThrows(
            SnapshotException.class,
            () -> SnapshotCounts.read(new ByteArrayInputStream(new byte[12]), "there"));
    assertEquals("there: expected a header of safetensors; there is none", e.getMessage());
  }
}
