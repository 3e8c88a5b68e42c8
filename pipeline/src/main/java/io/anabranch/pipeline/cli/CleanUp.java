// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ends what a command has started, also when Ctrl-C ends the command. */
final class CleanUp {

  /** Something that may fail to end. */
  interface Step {
    void run() throws Exception;
  }

  private CleanUp() {}

  /** Runs the step when the process is told to end; the hook may be taken back. */
  static Thread onExit(Step step) {
    Thread hook =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (Exception e) {
                System.err.println("anabranch: while stopping: " + e.getMessage());
              }
            },
            "anabranch-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /** Deletes a directory and all in it. */
  static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
