// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code scripts/reproduce}. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Trains the five models and prints each table beside its paper's.")
public final class ReproduceCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Fewer runs; the page of the repository stays.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ID",
      description = "These experiments alone, or those whose ids begin so; --list shows them.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "Prints the experiments and how far they are.")
  private boolean list;

  @Option(names = "--threads", paramLabel = "N", description = "Runs side by side; default: cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data sets.")
  private Path data;

  @Option(names = "--results", required = true, paramLabel = "DIR", description = "What is kept.")
  private Path results;

  @Option(names = "--page", required = true, paramLabel = "FILE", description = "What is written.")
  private Path page;

  @Option(names = "--commit", required = true, description = "Of these sources.")
  private String commit;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return reproduce();
    } catch (ReproductionException e) {
      System.err.println("reproduce: " + e.getMessage());
      return 2;
    } catch (ExecutionException e) {
      System.err.println("reproduce: a run failed; those before it are kept");
      e.getCause().printStackTrace();
      return 1;
    }
  }

  private int reproduce() throws IOException, InterruptedException, ExecutionException {
    if (threads < 1) {
      throw new ReproductionException("--threads: expected 1 or more; came " + threads);
    }
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    DataSets sets = new DataSets(data);
    List<Experiment> chosen = chosen(scale);
    Reproduction reproduction = new Reproduction(scale, sets, results, commit);
    List<Experiment> possible = chosen.stream().filter(e -> sets.has(e.dataSet())).toList();
    if (!list) {
      reproduction.run(possible, threads, ReproduceCommand::tell);
    }
    print(chosen.stream().map(reproduction::standing).toList());
    chosen.stream().filter(e -> !possible.contains(e)).forEach(this::tellMissing);
    if (!list) {
      write(new Page(scale, Experiments.of(scale).stream().map(reproduction::standing).toList()));
    }
    return 0;
  }

  private List<Experiment> chosen(Scale scale) {
    List<Experiment> all = Experiments.of(scale);
    for (String id : only) {
      if (all.stream().noneMatch(experiment -> experiment.id().startsWith(id))) {
        throw new ReproductionException(
            "--only: no experiment begins with '%s'; there are %s"
                .formatted(id, all.stream().map(Experiment::id).collect(Collectors.joining(", "))));
      }
    }
    return only.isEmpty()
        ? all
        : all.stream().filter(e -> only.stream().anyMatch(id -> means(all, id, e))).toList();
  }

  /** An id means its experiment; what is none means those whose ids begin so. */
  private static boolean means(List<Experiment> all, String id, Experiment experiment) {
    return all.stream().anyMatch(e -> e.id().equals(id))
        ? experiment.id().equals(id)
        : experiment.id().startsWith(id);
  }

  private static void tell(Result result) {
    List<String> numbers = new ArrayList<>();
    result
        .outcome()
        .figures()
        .series()
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                numbers.add(String.format(Locale.ROOT, "%s %.2f", name, values.get(0)));
              }
            });
    System.err.printf(
        Locale.ROOT,
        "%s, %s: %s; %d epochs, %.1f s%n",
        result.experiment(),
        result.run(),
        String.join(", ", numbers),
        result.outcome().epochs(),
        result.seconds());
  }

  private void tellMissing(Experiment experiment) {
    System.out.printf(
        "%s was not run: there is no %s%n", experiment.id(), data.resolve(experiment.dataSet()));
  }

  private static void print(List<Standing> standings) {
    for (Group group : Group.values()) {
      List<Standing> ofGroup =
          standings.stream().filter(s -> s.experiment().group() == group).toList();
      if (!ofGroup.isEmpty()) {
        System.out.printf("%s%n%s%n", group.title(), Tables.of(group, ofGroup).text());
      }
    }
    System.out.printf("Not run%n%s%n", NotRun.grid().text());
  }

  private void write(Page rendered) throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : "";
    Files.createDirectories(page.toAbsolutePath().getParent());
    Files.writeString(page, rendered.render(before));
    System.out.println("wrote " + page);
  }
}
