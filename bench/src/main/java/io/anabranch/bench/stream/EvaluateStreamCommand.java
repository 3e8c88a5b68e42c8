// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.connectors.dataset.DataSetException;
import io.anabranch.model.device.Devices;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code scripts/evaluate-stream}. */
@Command(
    name = "evaluate-stream",
    mixinStandardHelpOptions = true,
    description = "Ranks who meets whom next, by the protocol of the Temporal Graph Benchmark.")
public final class EvaluateStreamCommand implements Callable<Integer> {

  private static final int QUICK_EDGES = 12_000;
  private static final int QUICK_EPOCHS = 2;
  private static final double NANOS = 1e9;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Data sets, as docs/training.md has their layout.")
  private List<Path> data = List.of();

  @Option(names = "--quick", description = "The first 12,000 edges of each, a short training.")
  private boolean quick;

  @Option(
      names = "--embeddings",
      paramLabel = "NETWORK",
      description = "Which network makes them: ${COMPLETION-CANDIDATES}; default: sage.")
  private Network network = Network.SAGE;

  @Option(
      names = "--embedding-epochs",
      paramLabel = "N",
      description = "Of its training, at most; 0: random weights; default: 10, or 100 of gae.")
  private Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all draws; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--page", required = true, paramLabel = "FILE", description = "What is written.")
  private Path page;

  @Option(names = "--commit", required = true, description = "Of these sources.")
  private String commit;

  @Option(names = "--command", required = true, description = "As it was called, for the page.")
  private String command;

  @Override
  public Integer call() throws IOException {
    try {
      List<Chapter> chapters = new ArrayList<>();
      for (Path set : data) {
        chapters.add(chapter(set));
        print(chapters.get(chapters.size() - 1));
        write(new StreamPage(command, commit, seed, network, chapters)); // as far as it is
      }
      return 0;
    } catch (DataSetException e) {
      System.err.println("evaluate-stream: " + e.getMessage());
      return 2;
    }
  }

  private Chapter chapter(Path directory) {
    EdgeList whole = EdgeList.read(directory);
    EdgeList edges = quick ? whole.head(QUICK_EDGES) : whole;
    Split split = Split.of(edges);
    Served served =
        new Served(
            network, network.train(edges, Study.past(split), epochs(), seed, Devices.named("cpu")));
    List<Chapter.Course> courses = new ArrayList<>();
    for (Convention convention : List.of(Convention.BATCHES, Convention.EACH)) {
      System.err.printf("%s, %s%n", directory.getFileName(), convention.title());
      courses.add(course(new Study(edges, convention, served), convention));
    }
    return new Chapter(
        directory.toAbsolutePath().normalize().getFileName().toString(),
        edges.size() == whole.size(),
        edges.names().size(),
        split,
        edges.destinations().length,
        courses);
  }

  private int epochs() {
    int wanted = epochs == null ? network.epochs() : epochs;
    return quick ? Math.min(QUICK_EPOCHS, wanted) : wanted;
  }

  private static Chapter.Course course(Study study, Convention convention) {
    long began = cpuTime();
    Tuning tuning = study.tune();
    List<Outcome> outcomes = study.measure(tuning);
    return new Chapter.Course(convention, tuning, outcomes, (cpuTime() - began) / NANOS);
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(Chapter chapter) {
    ChapterTables tables = new ChapterTables(chapter);
    System.out.printf(
        "%s%n%s%n%s%n%s%n",
        chapter.name(),
        tables.ranking().text(),
        tables.ablation().text(),
        tables.staleness().text());
  }

  private void write(StreamPage rendered) throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : "";
    Files.createDirectories(page.toAbsolutePath().getParent());
    Files.writeString(page, rendered.render(before));
    System.out.println("wrote " + page);
  }
}
