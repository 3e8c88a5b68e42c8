// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.SparseMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDataSetReaderTest {

  @TempDir Path directory;

  @Test
  void usageExample() throws IOException {
    graphs("g,6,2,", "h,2,1,", "i,2,,");
    // The vertices of g and h are mixed; i has one vertex; d has neither label nor attributes.
    nodes("a,g,5,0:1 2:3", "b,h,1,1:2", "c,g,1,", "d,h,,", "e,i,5,0:4");
    edges("a,c", "b,d");
    GraphDataSet data = read(VertexFeatures.LABELS_AND_ATTRIBUTES);
    assertEquals(List.of("g", "h", "i"), data.names());
    assertArrayEquals(new int[] {1, 0, 0}, data.labels()); // 2 and 6 occur
    assertEquals(2, data.classes());
    assertArrayEquals(new int[] {1, 0, -1}, data.folds());
    assertEquals(2, data.foldCount());
    assertArrayEquals(new int[] {1}, data.fold(0));
    assertEquals(2, data.vertices().size(0));
    assertEquals(1, data.vertices().size(2));
    assertArrayEquals(new int[] {0, 1}, data.above(1));
    assertEquals(4, data.graph().edgeCount()); // both directions: a 0, c 1, b 2, d 3, e 4
    assertEquals(1, data.graph().source(data.graph().start(0)));
    assertEquals(2, data.graph().source(data.graph().start(3)));
    assertEquals(2, data.labelWidth()); // 1 and 5 occur
    float[][] expected = {
      {0, 1, 1, 0, 3}, {1, 0, 0, 0, 0}, {1, 0, 0, 2, 0}, {0, 0, 0, 0, 0}, {0, 1, 4, 0, 0}
    };
    assertRows(expected, data.features());
    assertEquals("5 x 2", read(VertexFeatures.LABELS).features().shape());
  }

  @Test
  void attributesAreStandardisedByTheLearningGraphs() throws IOException {
    graphs("g,0,1,", "h,1,2,");
    nodes("a,g,0,0:1 1:7", "b,g,0,0:3 1:7", "c,h,1,0:10");
    edges();
    GraphDataSet data = read(VertexFeatures.LABELS_AND_ATTRIBUTES);
    // Over g: mean 2 and deviation 1; mean 7, no deviation. An attribute not given is 0.
    float[][] expected = {{1, 0, -1, 0}, {1, 0, 1, 0}, {0, 1, 8, -7}};
    assertRows(expected, Standardisation.by(data, new int[] {0}));
    GraphDataSet labels = read(VertexFeatures.LABELS);
    assertEquals(labels.features(), Standardisation.by(labels, new int[] {0}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graphs|h,,1,|label is a whole number; got ''",
        "graphs|h,-1,1,|a label is at least 0; got -1",
        "graphs|h,x,1,|label is a whole number; got 'x'",
        "graphs|h,1,0,|a fold is at least 1, or empty; got 0",
        "graphs|g,1,1,|a graph stands once; got 'g' again",
        "graphs|z,1,1,|a graph has at least one vertex; graph 'z' has none in nodes.csv.gz",
        "nodes|b,z,0,|graph is one of graphs.csv.gz; got 'z'",
        "nodes|a,h,0,|a vertex stands once; got 'a' again",
        "nodes|b,h,-3,|a label is at least 0; got -3",
        "nodes|b,h,0,7|a feature is index:value; got '7'",
        "nodes|b,h,0,1:1 0:1|feature indices ascend from 0 to at most 16777215; got 0 after 1",
        "nodes|b,h,0,1:NaN|a feature is a finite number; got 'NaN'",
        "edges|a,z|dst is a vertex of nodes.csv.gz; got 'z'",
        "edges|a,b|an edge stays within a graph; got one from graph g to graph h",
        "edges|a|2 cells are expected; got 1",
      })
  void aBadLineIsTold(String file, String line, String message) throws IOException {
    graphs("g,0,1,", file.equals("graphs") ? line : "h,1,1,");
    String graph = file.equals("graphs") && !line.startsWith("h") ? "g" : "h";
    nodes("a,g,0,0:1", file.equals("nodes") ? line : "b," + graph + ",0,");
    edges("a,a", file.equals("edges") ? line : "a,a");
    String expected = file + ".csv.gz, line 3: " + message;
    Exception e =
        assertThrows(DataSetException.class, () -> read(VertexFeatures.LABELS_AND_ATTRIBUTES));
    assertTrue(e.getMessage().endsWith(expected), e::getMessage);
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    DataSetFiles.write(directory, "graphs", "graph,label", "g,0");
    nodes("a,g,0,");
    edges();
    Exception e = assertThrows(DataSetException.class, () -> read(VertexFeatures.LABELS));
    assertTrue(
        e.getMessage().endsWith("column 'fold' is missing; there are [graph, label]"),
        e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "tu-enzymes,600,19580,74564,3,18,6,10,126,600",
    "tu-proteins,1113,43471,162088,3,1,2,10,620,1110",
    "tu-dd,1178,334925,1686092,82,0,2,10,5748,1170"
  })
  void realSetsAreReadWhole(
      String name,
      int graphs,
      int vertices,
      int edges,
      int labels,
      int attributes,
      int classes,
      int folds,
      int largest,
      int inFolds) {
    Path real = DataSetFiles.real(name);
    GraphDataSet data = GraphDataSetReader.read(real, VertexFeatures.LABELS_AND_ATTRIBUTES);
    assertEquals(graphs, data.count());
    assertEquals(vertices, data.graph().vertexCount());
    assertEquals(edges, data.graph().edgeCount());
    assertEquals(labels, data.labelWidth());
    assertEquals(labels + attributes, data.features().columns());
    assertEquals(classes, data.classes());
    assertEquals(folds, data.foldCount());
    assertEquals(largest, data.vertices().largest());
    int sum = 0;
    for (int fold = 0; fold < folds; fold++) {
      assertEquals(inFolds / folds, data.fold(fold).length);
      sum += data.fold(fold).length;
    }
    assertEquals(inFolds, sum);
  }

  private GraphDataSet read(VertexFeatures features) {
    return GraphDataSetReader.read(directory, features);
  }

  private static void assertRows(float[][] expected, SparseMatrix m) {
    assertEquals(expected.length, m.rows());
    for (int r = 0; r < m.rows(); r++) {
      float[] row = new float[m.columns()];
      for (int e = m.offsets()[r]; e < m.offsets()[r + 1]; e++) {
        row[m.columnOf()[e]] = m.values()[e];
      }
      assertArrayEquals(expected[r], row, "row " + r);
    }
  }

  private void graphs(String... lines) throws IOException {
    write("graphs", "graph,label,fold,nodes", lines);
  }

  private void nodes(String... lines) throws IOException {
    write("nodes", "node,graph,label,features", lines);
  }

  private void edges(String... lines) throws IOException {
    write("edges", "src,dst", lines);
  }

  private void write(String name, String header, String... lines) throws IOException {
    String[] all = new String[lines.length + 1];
    all[0] = header;
    System.arraycopy(lines, 0, all, 1, lines.length);
    DataSetFiles.write(directory, name, all);
  }
}
