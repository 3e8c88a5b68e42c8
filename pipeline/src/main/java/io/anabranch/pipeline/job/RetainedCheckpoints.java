// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that stay when a job ends. */
public final class RetainedCheckpoints {

  private static final String METADATA = "_metadata";
  private static final int DEPTH = 3; // job / chk-n / _metadata

  private RetainedCheckpoints() {}

  /** The newest complete checkpoint of any job below the directory. */
  public static Optional<Path> newest(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> complete;
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      complete = files.filter(file -> file.endsWith(METADATA)).toList();
    }
    return complete.stream()
        .max(Comparator.comparingLong(metadata -> metadata.toFile().lastModified()))
        .map(Path::getParent);
  }
}
