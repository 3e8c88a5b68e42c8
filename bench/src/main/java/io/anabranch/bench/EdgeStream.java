// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.RandomAccess;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A graph as it arrives: features of every vertex, then edges one by one.
 *
 * @param name what tables call it
 * @param sources of the edges, in order of arrival
 * @param targets of the edges
 */
record EdgeStream(String name, int[] sources, int[] targets) {

  /** Event time of the first event. */
  private static final long BEGIN = 1_700_000_000_000L;

  /** A generated graph by its name, or a file of lines {@code src TAB dst}. */
  static EdgeStream of(String nameOrFile) throws IOException {
    return switch (nameOrFile) {
      case "ba2k" -> preferential(nameOrFile, 2_000, 20_000, 1);
      case "ba20k" -> preferential(nameOrFile, 20_000, 200_000, 1);
      case "ba100k" -> preferential(nameOrFile, 100_000, 1_000_000, 1);
      default -> read(Path.of(nameOrFile));
    };
  }

  /**
   * Preferential attachment (Barabasi and Albert 1999): each new vertex gets {@code edges /
   * vertices} edges of random direction to vertices drawn by their degree; no loops, no edge twice.
   * The arrival order is shuffled.
   */
  static EdgeStream preferential(String name, int vertices, int edges, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int each = edges / vertices;
    int[] pool = new int[2 * edges]; // both ends of every edge: a draw is by degree
    LongOpenHashSet seen = new LongOpenHashSet(edges);
    List<int[]> stream = new ArrayList<>(edges);
    int pooled = 0;
    for (int u = 1; stream.size() < edges; u++) {
      int from = u < vertices ? u : random.nextInt(vertices);
      for (int k = 0, tries = 0; k < each && tries < 100 * each && stream.size() < edges; tries++) {
        int other = u <= each ? k : pool[random.nextInt(pooled)];
        boolean out = random.nextBoolean();
        int src = out ? from : other;
        int dst = out ? other : from;
        if (src != dst && seen.add((long) src << 32 | dst)) {
          stream.add(new int[] {src, dst});
          pool[pooled++] = src;
          pool[pooled++] = dst;
          k++;
        } else if (u <= each) {
          k++; // the first ones are joined to all before them
        }
      }
    }
    Collections.shuffle(stream, new Random(seed));
    return of(name, stream);
  }

  private static EdgeStream read(Path file) throws IOException {
    List<int[]> edges = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] ends = line.split("\t", -1);
      edges.add(new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[1])});
    }
    return of(String.valueOf(file.getFileName()), edges);
  }

  private static EdgeStream of(String name, List<int[]> edges) {
    return new EdgeStream(
        name,
        edges.stream().mapToInt(edge -> edge[0]).toArray(),
        edges.stream().mapToInt(edge -> edge[1]).toArray());
  }

  int size() {
    return sources.length;
  }

  /** The first so many edges. */
  EdgeStream head(int edges) {
    int size = Math.min(edges, size());
    return new EdgeStream(name, Arrays.copyOf(sources, size), Arrays.copyOf(targets, size));
  }

  /** Random features of every vertex. */
  List<GraphEvent> features(int dimension) {
    SplittableRandom random = new SplittableRandom(7);
    List<GraphEvent> events = new ArrayList<>();
    for (String vertex : names()) {
      events.add(new FeaturesEvent(vertex, BEGIN, Models.features(random, dimension)));
    }
    return events;
  }

  /** The edges, a millisecond apart. */
  List<GraphEvent> edges() {
    return edges(1);
  }

  /**
   * The edges so many times, one after the other: from the second time on under ids of its own.
   * Each is made when it is asked for: a list of events would be half of what the collector has to
   * look after, in a process that is to be measured.
   */
  List<GraphEvent> edges(int rounds) {
    return new Edges(rounds, names());
  }

  private String[] names() {
    int last =
        Math.max(Arrays.stream(sources).max().orElse(-1), Arrays.stream(targets).max().orElse(-1));
    return IntStream.rangeClosed(0, last).mapToObj(EdgeStream::vertex).toArray(String[]::new);
  }

  private final class Edges extends AbstractList<GraphEvent> implements RandomAccess {

    private final int rounds;
    private final String[] names;

    Edges(int rounds, String[] names) {
      this.rounds = rounds;
      this.names = names;
    }

    @Override
    public int size() {
      return rounds * sources.length;
    }

    @Override
    public GraphEvent get(int index) {
      Objects.checkIndex(index, size());
      int round = index / sources.length;
      int i = index % sources.length;
      String id = round == 0 ? "" : Integer.toString(round);
      return new EdgeEvent(
          EdgeEvent.Op.ADD, names[sources[i]], names[targets[i]], id, BEGIN + index, 1f);
    }
  }

  private static String vertex(int number) {
    return Integer.toString(number);
  }
}
