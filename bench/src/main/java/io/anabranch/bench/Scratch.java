// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/** Directories of a benchmark: brokers and checkpoints leave gigabytes in them. */
public final class Scratch {

  private Scratch() {}

  /** A new directory, which is gone when the process has ended, unless it is killed. */
  public static Path directory() throws IOException {
    Path directory = Files.createTempDirectory("anabranch-bench");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> FileUtils.deleteDirectoryQuietly(directory.toFile()), "anabranch-scratch"));
    return directory;
  }
}
