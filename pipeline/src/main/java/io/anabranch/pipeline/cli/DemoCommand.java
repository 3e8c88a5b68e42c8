// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one JVM, ending in a verdict. */
@Command(
    name = "demo",
    description = {
      "Runs everything in one JVM: broker, Flink, the live job, a stream, and the verdict.",
      "On the way a side job retrains the model from a checkpoint, and swaps it in.",
      "Payments between accounts with planted fraud rings, removals, disorder, duplicates and"
          + " malformed records; or a data set."
    },
    footer = {
      "",
      "Generated payments:",
      "  anabranch demo",
      "A data set, state in RocksDB, as fast as it goes:",
      "  anabranch demo --data DIR --set state.backend=rocksdb --rate 0"
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private EventSourceMixin source;

  @Option(
      names = {"-D", "--set"},
      paramLabel = "OPTION=VALUE",
      description = "Sets one option, such as job.parallelism=1.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--dims",
      split = ",",
      defaultValue = "64,64,64",
      description = "Widths of the model, features first. Default: ${DEFAULT-VALUE}.")
  private int[] dims;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Records a second; 0: as fast as it goes. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--bad-share",
      paramLabel = "SHARE",
      defaultValue = "0.001",
      description = "Malformed records for each good one. Default: ${DEFAULT-VALUE}.")
  private double badShare;

  @Option(
      names = "--retrain-after",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Records after which the side job retrains from a checkpoint, and swaps the new model in;"
              + " 0: it does not. Default: ${DEFAULT-VALUE}.")
  private long retrainAfter;

  @Option(
      names = "--lose-one-in",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Loses one delta in so many on purpose, to see the verdict fail: a proof that cannot fail"
              + " is none.")
  private int loseOneIn;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keeps broker and checkpoints there; without it they are deleted at the end.")
  private Path keep;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    SageModel model = model();
    Path directory = keep == null ? Files.createTempDirectory("anabranch-demo") : keep;
    boolean exact;
    try (EventSource events = source.open(model.inputWidth());
        Demo demo = Demo.start(directory, model, overrides, loseOneIn, events.truth(), out)) {
      CleanUp cleanUp =
          CleanUp.onExit(
              () -> {
                demo.close();
                discard(directory);
              });
      out.println("stream       " + events.name());
      out.flush();
      try (Progress progress = Progress.of(events.name(), events.total())) {
        exact = demo.run(events.events().iterator(), rate, badShare, retrainAfter, progress);
      } catch (Exception e) {
        if (cleanUp.isStopping()) {
          return ExitCode.INTERRUPTED;
        }
        throw e;
      }
      cleanUp.cancel();
    }
    discard(directory);
    return exact ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private SageModel model() {
    try {
      return SageModel.random("demo", 1, dims, 1, true);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--dims: " + e.getMessage());
    }
  }

  private void discard(Path directory) throws IOException {
    if (keep == null) {
      CleanUp.delete(directory);
    }
  }
}
