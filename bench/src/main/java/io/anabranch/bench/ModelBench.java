// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.device.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long training and embedding take; one line a figure, median and goal. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Training and embedding: gcn gat gae diffpool embed minibatch million.")
final class ModelBench implements Callable<Integer> {

  @Parameters(arity = "1..*", description = "Which.")
  private List<String> what;

  @Option(names = "--data", required = true, description = "The folder of the data sets.")
  private Path data;

  @Option(names = "--threads", description = "Default: cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--rounds", defaultValue = "9", description = "After half as many to warm up.")
  private int rounds;

  @Override
  public Integer call() throws IOException {
    for (String name : what) {
      measure(name);
    }
    return 0;
  }

  private void measure(String name) throws IOException {
    Device device = Device.cpu(threads);
    ModelWork work = new ModelWork(data, device);
    switch (name) {
      case "gcn" -> say("GCN epoch, Cora", times(50, work.gcn("cora")), "2.0 ms");
      case "gat" -> say("GAT epoch, Cora", times(20, work.gat("cora")), "9 ms");
      case "gae" -> say("GAE epoch, Cora", times(5, work.gae("cora")), "none");
      case "diffpool" ->
          say("DiffPool epoch, ENZYMES", times(1, work.diffPool("tu-enzymes")), "150 ms");
      case "embed" -> embed();
      case "minibatch" ->
          say(
              "GraphSAGE, 200 batches of 100, ba20k",
              times(1, SageWork.miniBatches(EdgeStream.of("ba20k"), device)),
              "500 ms");
      case "million" -> million(device);
      default -> throw new IllegalArgumentException("no such figure: " + name);
    }
  }

  private Rounds times(int times, Runnable work) {
    return Rounds.of(rounds, times, work);
  }

  private void embed() throws IOException {
    Rounds times = times(1, SageWork.embedding(EdgeStream.of("ba100k"), threads));
    say("embedding 100k vertices, 1M edges", times, "1.2M vertices/s");
    System.out.printf(
        Locale.ROOT, "  %,.0f vertices/s at the median%n", 100_000 / (times.median() / 1e3));
  }

  private void million(Device device) throws IOException {
    Rounds times = times(1, SageWork.wholeGraph(EdgeStream.of("ba100k"), device));
    say("GraphSAGE epoch, 100k vertices, 1M edges", times, "to end within the heap");
    System.out.printf(
        Locale.ROOT, "  heap of at most %,d MB%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private void say(String name, Rounds times, String goal) {
    System.out.printf("%s, %d threads: %s; goal %s%n", name, threads, times, goal);
  }
}
