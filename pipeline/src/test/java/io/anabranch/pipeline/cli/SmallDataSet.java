// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Data sets that are written for a test. */
record SmallDataSet(Path directory) {

  static final String NODES = "node,label,split,features";
  static final String EDGES = "src,dst";

  SmallDataSet nodes(String header, String... lines) throws IOException {
    return write("nodes", header, List.of(lines));
  }

  SmallDataSet edges(String... lines) throws IOException {
    return write("edges", EDGES, List.of(lines));
  }

  /** Two cliques of 12 with one edge between them: the clique is the label, features are noise. */
  SmallDataSet cliques() throws IOException {
    List<String> nodes = new ArrayList<>();
    List<String> edges = new ArrayList<>(List.of("0,12"));
    for (int v = 0; v < 24; v++) {
      String split = new String[] {"train", "val", "test"}[v % 3];
      nodes.add("%d,%d,%s,%d:1 %d:1".formatted(v, v / 12, split, v % 5, 5 + v / 12 * 2 + v % 2));
      for (int u = v / 12 * 12; u < v; u++) {
        edges.add(u + "," + v);
      }
    }
    write("nodes", NODES, nodes);
    return write("edges", EDGES, edges);
  }

  /** 15 cycles of 5 and 15 stars of 5, which only their edges tell apart, in 3 folds. */
  SmallDataSet cyclesAndStars() throws IOException {
    List<String> graphs = new ArrayList<>();
    List<String> nodes = new ArrayList<>();
    List<String> edges = new ArrayList<>();
    for (int g = 0; g < 30; g++) {
      graphs.add("%d,%d,%d".formatted(g, g % 2, 1 + g % 3));
      for (int v = 0; v < 5; v++) {
        nodes.add("%d,%d,%d,0:%d 1:1".formatted(5 * g + v, g, v % 2, 1 + (g + v) % 4));
        int other = g % 2 == 0 ? (v + 1) % 5 : 0;
        if (other != v) {
          edges.add(5 * g + v + "," + (5 * g + other));
        }
      }
    }
    write("graphs", "graph,label,fold", graphs);
    write("nodes", "node,graph,label,features", nodes);
    return write("edges", EDGES, edges);
  }

  private SmallDataSet write(String name, String header, List<String> lines) throws IOException {
    Files.createDirectories(directory);
    String text = header + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + ".csv.gz")))) {
      out.write(text.getBytes(UTF_8));
    }
    return this;
  }
}
