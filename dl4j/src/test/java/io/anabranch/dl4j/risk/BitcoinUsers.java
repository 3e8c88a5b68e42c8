// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.model.graph.InNeighbors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The users of Bitcoin OTC, and who rates whom, without the ratings.
 *
 * @param labels 1 fraudulent, 0 benign, -1 not known
 * @param features vertices x {@link #FEATURES}: how many a user rates, how many rate the user, both
 *     as logarithms, and 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BitcoinUsers(InNeighbors graph, int[] labels, float[] features) {

  static final int FEATURES = 3;

  static BitcoinUsers read(Path directory) {
    List<String[]> nodes = rows(directory.resolve("nodes.csv.gz"), "node,label");
    List<String[]> edges = rows(directory.resolve("edges.csv.gz"), "src,dst,timestamp_ms,weight");
    Map<String, Integer> numbers = new HashMap<>();
    int[] labels = new int[nodes.size()];
    for (int v = 0; v < labels.length; v++) {
      numbers.put(nodes.get(v)[0], v);
      labels[v] = nodes.get(v)[1].isEmpty() ? -1 : Integer.parseInt(nodes.get(v)[1]);
    }
    int[] src = edges.stream().mapToInt(cells -> numbers.get(cells[0])).toArray();
    int[] dst = edges.stream().mapToInt(cells -> numbers.get(cells[1])).toArray();
    return new BitcoinUsers(
        InNeighbors.of(labels.length, src, dst), labels, features(labels.length, src, dst));
  }

  private static float[] features(int vertices, int[] src, int[] dst) {
    int[] out = new int[vertices];
    int[] in = new int[vertices];
    for (int e = 0; e < src.length; e++) {
      out[src[e]]++;
      in[dst[e]]++;
    }
    float[] features = new float[vertices * FEATURES];
    for (int v = 0; v < vertices; v++) {
      features[v * FEATURES] = (float) Math.log1p(out[v]);
      features[v * FEATURES + 1] = (float) Math.log1p(in[v]);
      features[v * FEATURES + 2] = 1;
    }
    return features;
  }

  /** Those whose label is known, in an order that has nothing to do with it. */
  int[] labelled() {
    int[] known = IntStream.range(0, labels.length).filter(v -> labels[v] >= 0).toArray();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = known.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int v = known[i];
      known[i] = known[j];
      known[j] = v;
    }
    return known;
  }

  private static List<String[]> rows(Path file, String header) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      String first = lines.readLine();
      if (!header.equals(first)) {
        throw new IllegalStateException(file + " begins with " + header + "; got " + first);
      }
      return lines.lines().map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
