// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SavedGraphMemoryTest {

  private static final URI PLACE = URI.create("s3://bucket/chk-7");

  @Test
  void aGraphThatSurelyDoesNotFitIsRefusedBeforeItIsRead() throws IOException {
    SavedGraph.requireFits(PLACE, 1L << 30, 3L << 30);

    IOException refused =
        assertThrows(IOException.class, () -> SavedGraph.requireFits(PLACE, 2L << 30, 3L << 30));

    assertEquals(
        "checkpoint s3://bucket/chk-7: expected a heap of at least 6144 MB, to read a graph of 2048"
            + " MB; it may have 3072 MB",
        refused.getMessage());
  }
}
