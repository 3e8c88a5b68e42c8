// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** The files of a checkpoint, looked at before a job is started from it. */
public final class CheckpointFiles {

  private CheckpointFiles() {}

  /**
   * What is wrong with the checkpoint's files: metadata that cannot be read, a file that is missing
   * or of another length than the metadata say. Files carry no checksums, so this is not all that
   * can be wrong.
   */
  public static Optional<String> fault(Path checkpoint) {
    return fault(checkpoint.toAbsolutePath().toUri());
  }

  /** The same, on any of Flink's file systems. */
  public static Optional<String> fault(URI checkpoint) {
    try {
      for (OperatorState operator : read(checkpoint).getOperatorStates()) {
        for (FileStateHandle file : files(operator)) {
          Optional<String> fault = fault(file);
          if (fault.isPresent()) {
            return fault;
          }
        }
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("its metadata cannot be read: " + e);
    }
  }

  /**
   * How large the files of an operator's state are, those that lie in the metadata left out.
   *
   * @throws IOException when the metadata cannot be read
   */
  public static long bytes(URI checkpoint, OperatorID operator) throws IOException {
    return read(checkpoint).getOperatorStates().stream()
        .filter(state -> state.getOperatorID().equals(operator))
        .flatMap(state -> files(state).stream())
        .mapToLong(FileStateHandle::getStateSize)
        .sum();
  }

  private static CheckpointMetadata read(URI checkpoint) throws IOException {
    var metadata =
        new org.apache.flink.core.fs.Path(
            new org.apache.flink.core.fs.Path(checkpoint), RetainedCheckpoints.METADATA);
    try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
      return Checkpoints.loadCheckpointMetadata(
          in, CheckpointFiles.class.getClassLoader(), checkpoint.toString());
    }
  }

  private static Optional<String> fault(FileStateHandle file) throws IOException {
    org.apache.flink.core.fs.Path path = file.getFilePath();
    FileSystem files = path.getFileSystem();
    if (!files.exists(path)) {
      return Optional.of("%s is missing".formatted(path.getName()));
    }
    long length = files.getFileStatus(path).getLen();
    return length == file.getStateSize()
        ? Optional.empty()
        : Optional.of(
            "%s has %d bytes, expected %d".formatted(path.getName(), length, file.getStateSize()));
  }

  private static List<FileStateHandle> files(OperatorState operator) {
    return operator.getStates().stream()
        .flatMap(CheckpointFiles::states)
        .flatMap(CheckpointFiles::streams)
        .filter(stream -> stream instanceof FileStateHandle)
        .map(stream -> (FileStateHandle) stream)
        .toList();
  }

  private static Stream<StateObject> states(OperatorSubtaskState subtask) {
    return Stream.of(
            subtask.getManagedKeyedState(),
            subtask.getRawKeyedState(),
            subtask.getManagedOperatorState(),
            subtask.getRawOperatorState())
        .flatMap(states -> states.stream());
  }

  private static Stream<StreamStateHandle> streams(StateObject state) {
    if (state instanceof KeyGroupsStateHandle groups) {
      return Stream.of(groups.getDelegateStateHandle());
    } else if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
      return incremental.streamSubHandles();
    } else if (state instanceof OperatorStateHandle operator) {
      return Stream.of(operator.getDelegateStateHandle());
    }
    return Stream.empty();
  }
}
