// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.pipeline.engine.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the state of a vertex and of an edge takes. Two sizes of one graph, with the same vertices
 * and half the edges or all of them: the difference is what edges take, the rest is the vertices'.
 */
@Command(name = "memory", mixinStandardHelpOptions = true, description = "Bytes of state.")
final class MemoryBench implements Callable<Integer> {

  @Option(names = "--graph", defaultValue = "ba20k", description = "ba2k, ba20k, ba100k or a file")
  private String graph;

  /** What there is with half the edges, and with all. */
  private record Sizes(long half, long all) {

    String perVertexAndEdge(int vertices, int edges) {
      double perEdge = (all - half) / (edges / 2.0);
      return String.format(
          Locale.ROOT,
          "%.0f bytes a vertex, %.0f an edge",
          (all - perEdge * edges) / vertices,
          perEdge);
    }
  }

  @Override
  public Integer call() throws Exception {
    EdgeStream stream = EdgeStream.of(graph);
    int vertices = stream.features(1).size();
    report("local engine, heap after GC", engine(stream), vertices, stream.size());
    for (String backend : List.of("heap", "rocksdb")) {
      Sizes[] sizes = live(stream, backend);
      report(backend + ", savepoint", sizes[0], vertices, stream.size());
      report(backend + ", heap of the JVM after GC", sizes[1], vertices, stream.size());
    }
    System.out.println("memory flat arrays, prototype: 2568 bytes a vertex, 8 an edge");
    return 0;
  }

  private void report(String what, Sizes sizes, int vertices, int edges) {
    System.out.printf(
        Locale.ROOT,
        "memory %s, %s: %s; %.1f MB in all%n",
        graph,
        what,
        sizes.perVertexAndEdge(vertices, edges),
        sizes.all / 1e6);
  }

  private static Sizes engine(EdgeStream stream) {
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      EdgeStream part = stream.head(stream.size() / (2 - i));
      long before = UsedHeap.bytes();
      LocalEngine engine =
          new LocalEngine(Models.twoLayers(), new LocalEngine.Settings(Duration.ZERO, 1000, false));
      stream.features(Models.WIDTH).forEach(engine::apply);
      part.edges().forEach(engine::apply);
      engine.flush();
      sizes[i] = UsedHeap.bytes() - before;
      if (engine.entries() == 0) {
        throw new IllegalStateException("the engine is empty"); // and it lives to here
      }
    }
    return new Sizes(sizes[0], sizes[1]);
  }

  /** Sizes of the savepoint, and of the heap. */
  private static Sizes[] live(EdgeStream stream, String backend) throws Exception {
    Path directory = Scratch.directory();
    long[] savepoint = new long[2];
    long[] heap = new long[2];
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      for (int i = 0; i < 2; i++) {
        long before = UsedHeap.bytes();
        LiveJob job =
            new LiveJob(
                broker.bootstrapServers(),
                backend + i,
                Models.twoLayers(),
                directory,
                List.of("state.backend=" + backend));
        try (job) {
          job.send(stream.features(Models.WIDTH), ReplayOptions.FLAT_OUT);
          job.settle();
          job.send(stream.head(stream.size() / (2 - i)).edges(), ReplayOptions.FLAT_OUT);
          job.settle();
          heap[i] = UsedHeap.bytes() - before;
          savepoint[i] = size(job.stop(directory.resolve("savepoints")));
        }
      }
    }
    return new Sizes[] {new Sizes(savepoint[0], savepoint[1]), new Sizes(heap[0], heap[1])};
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
