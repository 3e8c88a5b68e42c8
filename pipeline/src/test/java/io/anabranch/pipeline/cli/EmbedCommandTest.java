// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {

  /** a -> b, b -> c of weight 2, and a -> c, which comes twice. */
  private static final String EDGES =
      """
      # src dst timestamp weight
      a\tb
      b\tc\t5\t2

      a\tc
      a\tc\t7\t1
      """;

  private static final String FEATURES = "a\t1\t2\nb\t-1\t0.5\n";

  @TempDir Path directory;
  private SageModel model;
  private String modelPath;

  @BeforeEach
  void writeModel() throws IOException {
    model = SageModel.random("tiny", 1, new int[] {2, 4, 3}, 7, true);
    modelPath = "-Dmodel.path=" + ModelArtifacts.write(model, directory);
  }

  @Test
  void theEmbeddingsAreThoseOfTheBatchEmbedder() throws IOException {
    Cli embed =
        Cli.run(
            "embed",
            modelPath,
            "--edges",
            write("edges.tsv", EDGES),
            "--features",
            write("features.tsv", FEATURES));

    assertEquals(ExitCode.OK, embed.exitCode(), embed::err);
    float[] expected =
        new BatchEmbedder(model, 1)
            .embed(
                InNeighbors.of(3, new int[] {0, 1, 0}, new int[] {1, 2, 2}, new float[] {1, 2, 1}),
                new float[] {1, 2, -1, .5f, 0, 0})
            .values();
    List<String> lines = embed.out().lines().toList();
    assertEquals("vertex,v0,v1,v2", lines.get(0));
    assertEquals(4, lines.size());
    for (int v = 0; v < 3; v++) {
      String[] cells = lines.get(v + 1).split(",", -1);
      assertEquals("abc".substring(v, v + 1), cells[0]);
      for (int i = 0; i < 3; i++) {
        assertEquals(expected[v * 3 + i], Float.parseFloat(cells[i + 1]));
      }
    }
    assertEquals("embedded 3 vertices of 3 edges with tiny, version 1\n", embed.err());
  }

  @Test
  void jsonLinesAndUndirected() throws IOException {
    Path out = directory.resolve("out.jsonl");
    Cli embed =
        Cli.run(
            "embed",
            modelPath,
            "-Dgraph.direction=undirected",
            "--edges",
            write("edges.tsv", "a\t\"q,\"\n"),
            "--out",
            out,
            "--format",
            "jsonl");
    assertEquals(ExitCode.OK, embed.exitCode(), embed::err);
    assertEquals("embedded 2 vertices of 2 edges with tiny, version 1\n", embed.err());
    List<String> lines = Files.readAllLines(out);
    JsonNode quoted = new ObjectMapper().readTree(lines.get(0));
    assertEquals("\"q,\"", quoted.get("vertex").textValue());
    float[] expected =
        new BatchEmbedder(model, 1)
            .embed(InNeighbors.of(2, new int[] {0, 1}, new int[] {1, 0}), new float[4])
            .values();
    float[] actual = new float[6];
    for (int i = 0; i < 6; i++) {
      actual[i] =
          new ObjectMapper().readTree(lines.get(i / 3)).get("values").get(i % 3).floatValue();
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void aDataSetEmbedsToo() throws IOException {
    gzip("nodes.csv.gz", "node,features\na,0:1 1:2\nb,0:-1\n");
    gzip("edges.csv.gz", "src,dst,timestamp_ms\na,b,1\n");
    Cli embed = Cli.run("embed", modelPath, "--data", directory);
    assertEquals(ExitCode.OK, embed.exitCode(), embed::err);
    assertEquals(3, embed.out().lines().count());

    gzip("nodes.csv.gz", "node,features\na,0:1 1:2 2:3\nb,0:-1\n");
    Cli wide = Cli.run("embed", modelPath, "--data", directory);
    assertEquals(ExitCode.USAGE, wide.exitCode());
    assertEquals(
        "anabranch: " + directory + ": expected 2 features, as the model takes; came 3\n",
        wide.err());
  }

  @Test
  void badInputIsNamedWithItsLine() throws IOException {
    assertRefused("a b\n", "edges.tsv, line 1: expected 2 to 6 cells with tabs between; came 1");
    assertRefused("a\tb\n\nb\t\n", "edges.tsv, line 3: expected an id; came nothing");
    assertRefused("a\tb\t-1\n", "line 1: expected a timestamp");
    assertRefused("a\tb\t1\tNaN\n", "line 1: expected a finite number; came 'NaN'");
    Cli narrow =
        Cli.run(
            "embed",
            modelPath,
            "--edges",
            write("edges.tsv", EDGES),
            "--features",
            write("features.tsv", "a\t1\n"));
    assertTrue(narrow.err().contains("line 1: expected a vertex and the 2 values"), narrow::err);
    Cli absent = Cli.run("embed", modelPath, "--edges", directory.resolve("absent"));
    assertEquals(ExitCode.ENVIRONMENT, absent.exitCode());
    assertTrue(absent.err().endsWith("absent: there is no such file\n"), absent::err);
    assertEquals(ExitCode.USAGE, Cli.run("embed", modelPath).exitCode());
    assertEquals(
        ExitCode.USAGE, Cli.run("embed", modelPath, "--data", "x", "--edges", "y").exitCode());
    assertEquals(ExitCode.USAGE, Cli.run("embed", modelPath, "--data", "absent").exitCode());
  }

  private void assertRefused(String edges, String message) throws IOException {
    Cli embed = Cli.run("embed", modelPath, "--edges", write("edges.tsv", edges));
    assertEquals(ExitCode.USAGE, embed.exitCode());
    assertTrue(embed.err().contains(message), embed::err);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private void gzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
