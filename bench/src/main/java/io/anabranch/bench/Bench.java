// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.bench.fraud.FraudCommand;
import io.anabranch.bench.reproduce.ReproduceCommand;
import io.anabranch.bench.retrain.RetrainTable;
import io.anabranch.bench.stream.EvaluateStreamCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: one benchmark a subcommand, one line of figures each. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      StreamBench.class,
      CeilingBench.class,
      EngineBench.class,
      MemoryBench.class,
      HubBench.class,
      SoakBench.class,
      SwapBench.class,
      EvaluationBench.class,
      ModelBench.class,
      ExecutorsBench.class,
      RetrainMemoryBench.class,
      ReproduceCommand.class,
      RetrainTable.class,
      EvaluateStreamCommand.class,
      FraudCommand.class
    })
public final class Bench {

  private Bench() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
