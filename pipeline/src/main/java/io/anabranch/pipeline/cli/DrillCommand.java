// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.drill.Drills;
import io.anabranch.pipeline.drill.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Things are killed, and bits compared. For those who work on Anabranch itself. */
@Command(
    name = "drill",
    hidden = true,
    description = {
      "Kills TaskManagers, brokers and processes, rescales, damages checkpoints, and compares.",
      "A line each: passed when every bit is right in the topic and in the state, nothing lost."
    },
    footer = {
      "",
      "All of them, then one in short:",
      "  anabranch drill",
      "  anabranch drill --only processes-exactly-once --kills 4 --events 4000"
    })
final class DrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "WORD",
      defaultValue = "",
      description = "Only drills whose names contain it.")
  private String only;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "0",
      description = "Payments in the stream; 0: as many as the drill is meant for.")
  private int events;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often things go wrong; 0: as often as the drill is meant for.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the stream and of the moments. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keeps logs, topics and checkpoints there; without it only those of failures.")
  private Path keep;

  @Override
  public Integer call() throws Exception {
    Path directory = keep == null ? Files.createTempDirectory("anabranch-drill") : keep;
    List<String> names;
    int failed = 0;
    try (Drills drills = new Drills(Main.class.getName(), directory)) {
      names = drills.names(only);
      if (names.isEmpty()) {
        throw CommandException.usage(
            "--only: expected a part of one of %s; came %s".formatted(drills.names(""), only));
      }
      for (String name : names) {
        if (!hold(drills, name)) {
          failed++;
        }
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("%d of %d drills passed".formatted(names.size() - failed, names.size()));
    if (failed > 0) {
      out.println("what they left: " + directory);
    } else if (keep == null) {
      CleanUp.delete(directory);
    }
    return failed == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  /** A drill that does not come to its end has failed, and the others are held all the same. */
  private boolean hold(Drills drills, String name) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    long own = seed ^ name.hashCode();
    try {
      Verdict verdict = drills.hold(name, events, kills, new SplittableRandom(own));
      out.println(verdict);
      return verdict.passed();
    } catch (IllegalStateException e) {
      out.println("FAILED %s: %s".formatted(name, e));
      e.printStackTrace(spec.commandLine().getErr());
      return false;
    }
  }
}
