// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.simulation.Simulation;
import io.anabranch.pipeline.simulation.Simulation.Verdict;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Seeds, run to rest and compared. For those who work on Anabranch itself. */
@Command(
    name = "simulate",
    hidden = true,
    description = {
      "Runs the stages under seeded schedules, with crashes, and compares with a recompute.",
      "A seed that fails is printed and replays the same way."
    },
    footer = {
      "",
      "Many seeds, then one that failed:",
      "  anabranch simulate --seeds 10000",
      "  anabranch simulate --seed 4711"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final int NAMED = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many, from 0. Default: ${DEFAULT-VALUE}.")
  private long seeds;

  @Option(names = "--seed", description = "This one alone.")
  private Long seed;

  @Option(
      names = "--lose-one-in",
      paramLabel = "N",
      defaultValue = "0",
      description = "Loses one delta in so many on purpose: the run must then fail.")
  private int loseOneIn;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    long first = seed == null ? 0 : seed;
    long count = seed == null ? seeds : 1;
    long failed = 0;
    long embeddings = 0;
    try (Progress progress = Progress.of("seeds", count)) {
      for (long s = first; s < first + count; s++) {
        Verdict verdict = loseOneIn > 0 ? Simulation.runSabotaged(s, loseOneIn) : Simulation.run(s);
        embeddings += verdict.embeddings();
        if (!verdict.passed() && failed++ < NAMED) {
          out.println("seed " + s + ": " + verdict.fault());
        }
        progress.accept(s - first + 1);
      }
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%,d of %,d seeds came to rest bit-identical to a recompute, or within the bound where"
                + " messages are held back (%,d embeddings)",
            count - failed,
            count,
            embeddings));
    return failed == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }
}
