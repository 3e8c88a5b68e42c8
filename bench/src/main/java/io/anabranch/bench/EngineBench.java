// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.verify.Comparison;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.exchange.Cause;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The local engine on one thread: from all features to all edges, embeddings exact at the end, with
 * its bound in turns. Seconds are CPU seconds of that thread, so that a busy machine shows less.
 */
@Command(name = "engine", mixinStandardHelpOptions = true, description = "The local engine.")
final class EngineBench implements Callable<Integer> {

  @Option(names = "--graph", defaultValue = "ba20k", description = "ba2k, ba20k, ba100k or a file")
  private String graph;

  @Option(
      names = "--bundle",
      defaultValue = "1,1000",
      split = ",",
      description = "${DEFAULT-VALUE}")
  private List<Integer> bundles;

  @Option(
      names = "--fanouts",
      split = ",",
      description = "of the engine, the last layer first; flat arrays hear all. Default: all")
  private List<Integer> fanouts = List.of();

  @Option(names = "--runs", defaultValue = "4", description = "the first warms up")
  private int runs;

  /** Never flushes by itself: the benchmark does. */
  private static final LocalEngine.Settings SETTINGS =
      new LocalEngine.Settings(Duration.ZERO, Integer.MAX_VALUE, false);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private EdgeStream stream;
  private List<GraphEvent> features;
  private List<GraphEvent> edges;

  /** How many embeddings came. */
  private static final class Count implements EmbeddingOutlet {
    long embeddings;

    @Override
    public void embedding(String vertex, float[] values, long sequence, Cause cause) {
      embeddings++;
    }

    @Override
    public void gone(String vertex, Cause cause) {}
  }

  @Override
  public Integer call() throws Exception {
    stream = EdgeStream.of(graph);
    features = stream.features(Models.WIDTH);
    edges = List.copyOf(stream.edges());
    ReferenceGraph reference = new ReferenceGraph(false);
    features.forEach(reference::apply);
    edges.forEach(reference::apply);
    SageModel ofBound = Models.twoLayers();
    SageModel model = fanouts.isEmpty() ? ofBound : ofBound.withSampling(sampling());
    boolean exact = true;
    for (int bundle : bundles) {
      exact &= measure(model, ofBound, bundle, reference);
    }
    return exact ? 0 : 1;
  }

  private Sampling sampling() {
    return new Sampling(fanouts, Sampling.Order.HASH, 1);
  }

  private boolean measure(
      SageModel model, SageModel modelOfBound, int bundle, ReferenceGraph reference) {
    double[] bound = new double[runs];
    double[] figures = new double[runs];
    Count count = new Count();
    LocalEngine engine = null;
    FlatEngine flat = null;
    for (int run = 0; run < runs; run++) {
      FlatEngine f = new FlatEngine(modelOfBound, features);
      flat = f;
      bound[run] =
          edgesPerCpuSecond(bundle, i -> f.add(stream.sources()[i], stream.targets()[i]), f::flush);
      count = new Count();
      LocalEngine e = new LocalEngine(model, SETTINGS, count);
      engine = e;
      features.forEach(engine::apply);
      engine.flush();
      count.embeddings = 0;
      figures[run] = edgesPerCpuSecond(bundle, i -> e.apply(edges.get(i)), e::flush);
    }
    Comparison comparison = Comparison.of(reference.embed(model, 2), engine.embeddings());
    Comparison ofBound = Comparison.of(reference.embed(modelOfBound, 2), flat.embeddings());
    Runs result = Runs.of(figures);
    Runs ceiling = Runs.of(bound);
    System.out.printf(
        Locale.ROOT,
        "engine %s bundle=%d%s: median %.0f, best %.0f edges/s; flat arrays: %.0f, %.0f; ratio %.2f;"
            + " %.1f embeddings/edge; %s; flat arrays: %s%n",
        stream.name(),
        bundle,
        fanouts.isEmpty() ? "" : " fan-outs=" + fanouts,
        result.median(),
        result.best(),
        ceiling.median(),
        ceiling.best(),
        result.median() / ceiling.median(),
        (double) count.embeddings / edges.size(),
        comparison,
        ofBound);
    return comparison.isExact() && ofBound.isExact();
  }

  private double edgesPerCpuSecond(int bundle, IntConsumer add, Runnable flush) {
    long start = CPU.getCurrentThreadCpuTime();
    // A bundle is of edges here, not of dirty vertices, so that it means what others measured.
    for (int i = 0; i < stream.size(); i++) {
      add.accept(i);
      if ((i + 1) % bundle == 0) {
        flush.run();
      }
    }
    flush.run();
    return stream.size() / ((CPU.getCurrentThreadCpuTime() - start) / 1e9);
  }
}
