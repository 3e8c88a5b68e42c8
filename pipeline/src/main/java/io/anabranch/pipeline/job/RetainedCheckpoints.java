// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that stay when a job ends. */
public final class RetainedCheckpoints {

  static final String METADATA = "_metadata";
  private static final int DEPTH = 3; // job / chk-n / _metadata

  private RetainedCheckpoints() {}

  /** The newest complete checkpoint of any job below the directory. */
  public static Optional<Path> newest(Path directory) throws IOException {
    return newestFirst(directory).stream().findFirst();
  }

  /** The complete checkpoints of all jobs below the directory, the newest first. */
  public static List<Path> newestFirst(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    return complete(directory).stream()
        .sorted(Comparator.comparingLong(RetainedCheckpoints::written).reversed())
        .map(Path::getParent)
        .toList();
  }

  /** A running job deletes old ones while we look: what is gone is not there. */
  private static List<Path> complete(Path directory) throws IOException {
    while (true) {
      try (Stream<Path> files = Files.walk(directory, DEPTH)) {
        return files.filter(file -> file.endsWith(METADATA)).toList();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e.getCause();
        }
      }
    }
  }

  private static long written(Path metadata) {
    return metadata.toFile().lastModified();
  }
}
