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
