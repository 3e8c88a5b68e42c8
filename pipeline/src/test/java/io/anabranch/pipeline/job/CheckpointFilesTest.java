// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {

  @TempDir Path directory;
  private final OperatorID layer = new OperatorID();
  private Path checkpoint;
  private Path state;
  private Path metadata;

  @BeforeEach
  void writeACheckpoint() throws IOException {
    checkpoint = Files.createDirectories(directory.resolve("job/chk-7"));
    state = Files.write(checkpoint.resolve("state"), new byte[100]);
    metadata = checkpoint.resolve("_metadata");
    OperatorState operator = new OperatorState("layer", "layer-1", layer, 1, 128);
    operator.putState(
        0,
        OperatorSubtaskState.builder()
            .setManagedKeyedState(
                new KeyGroupsStateHandle(
                    new KeyGroupRangeOffsets(KeyGroupRange.of(0, 127)),
                    new FileStateHandle(new org.apache.flink.core.fs.Path(state.toUri()), 100)))
            .build());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(7, List.of(operator), List.of()), out);
    }
  }

  @Test
  void aWholeCheckpointHasNoFault() {
    assertEquals(Optional.empty(), CheckpointFiles.fault(checkpoint));
  }

  @Test
  void theFilesOfAnOperatorAreCounted() throws IOException {
    assertEquals(100, CheckpointFiles.bytes(checkpoint.toUri(), layer));
    assertEquals(0, CheckpointFiles.bytes(checkpoint.toUri(), new OperatorID()));
  }

  @Test
  void aFileThatIsCutOrMissingIsNamed() throws IOException {
    Files.write(state, new byte[99]);
    assertEquals(
        Optional.of("state has 99 bytes, expected 100"), CheckpointFiles.fault(checkpoint));
    Files.delete(state);
    assertEquals(Optional.of("state is missing"), CheckpointFiles.fault(checkpoint));
  }

  @Test
  void metadataThatCannotBeReadAreAFault() throws IOException {
    byte[] bytes = Files.readAllBytes(metadata);
    Files.write(metadata, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(CheckpointFiles.fault(checkpoint).orElseThrow().contains("metadata"));
    bytes[1] ^= 1;
    Files.write(metadata, bytes);
    assertTrue(CheckpointFiles.fault(checkpoint).orElseThrow().contains("metadata"));
  }

  @Test
  void theNewestComesFirst() throws IOException {
    Path older = Files.createDirectories(directory.resolve("other/chk-9"));
    Files.copy(metadata, older.resolve("_metadata"));
    Files.setLastModifiedTime(older.resolve("_metadata"), FileTime.fromMillis(1_000));
    assertEquals(List.of(checkpoint, older), RetainedCheckpoints.newestFirst(directory));
    assertEquals(List.of(), RetainedCheckpoints.newestFirst(directory.resolve("none")));
  }
}
