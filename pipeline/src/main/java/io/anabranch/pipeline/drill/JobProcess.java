// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The job as a user runs it: {@code anabranch run} in a process of its own. */
final class JobProcess implements AutoCloseable {

  private final Process process;

  private JobProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param program the main class of the command line
   * @param latest whether to go on from the newest checkpoint
   */
  static JobProcess start(Ground ground, String program, boolean latest) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1", // it does not live long
            "-cp",
            System.getProperty("java.class.path"),
            program,
            "run"));
    for (String option : ground.optionsWith()) {
      command.addAll(List.of("-D", option));
    }
    if (latest) {
      command.addAll(List.of("--from", "latest"));
    }
    Process process =
        new ProcessBuilder(command)
            .directory(ground.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(ground).toFile()))
            .start();
    JobProcess job = new JobProcess(process);
    ground.watch(job, process::isAlive);
    return job;
  }

  private static Path log(Ground ground) {
    return ground.directory().resolve("job.log");
  }

  /** What the processes of a drill have said so far. */
  static String said(Ground ground) throws IOException {
    return Files.readString(log(ground));
  }

  /** Ends it as kill -9 does, and returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends it as Ctrl-C does; its checkpoints stay. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
