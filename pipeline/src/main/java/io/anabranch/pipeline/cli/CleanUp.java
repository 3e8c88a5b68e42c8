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

  private final Thread hook;
  private volatile boolean stopping;

  private CleanUp(Step step) {
    this.hook =
        new Thread(
            () -> {
              stopping = true;
              try {
                step.run();
              } catch (Exception e) {
                System.err.println("anabranch: while stopping: " + e.getMessage());
              }
            },
            "anabranch-stop");
  }

  /** Runs the step when the process is told to end. */
  static CleanUp onExit(Step step) {
    CleanUp cleanUp = new CleanUp(step);
    Runtime.getRuntime().addShutdownHook(cleanUp.hook);
    return cleanUp;
  }

  /**
   * True when the process was told to end. What fails from then on fails because things end under
   * its feet, and is of no interest.
   */
  boolean isStopping() {
    return stopping;
  }

  /** The step is not needed any more. */
  void cancel() {
    if (!stopping) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
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
