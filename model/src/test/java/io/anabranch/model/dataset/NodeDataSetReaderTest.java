// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.graph.InNeighbors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeDataSetReaderTest {

  private static final String HEADER = "node,label,split,features";

  @TempDir Path directory;

  @Test
  void usageExample() throws IOException {
    nodes("a,0,train,0:1 3:3", "b,1,val,", "c,-1,none,1:0.5", "d,1,test,2:2");
    edges("a,b", "b,d");
    NodeDataSet data = NodeDataSetReader.read(directory);
    assertEquals(4, data.graph().vertexCount());
    assertEquals(4, data.graph().edgeCount()); // both directions
    assertEquals(2, data.graph().inDegree(1));
    assertEquals("4 x 4", data.features().shape());
    assertArrayEquals(new int[] {0, 1, -1, 1}, data.labels());
    assertEquals(2, data.classes());
    assertArrayEquals(new int[] {0}, data.train());
    assertArrayEquals(new int[] {1}, data.validation());
    assertArrayEquals(new int[] {3}, data.test());
    assertArrayEquals(new float[] {0.25f, 0.75f, 1, 1}, data.rowNormalisedFeatures().values());
  }

  @Test
  void aGraphAloneNeedsNoOtherColumns() throws IOException {
    DataSetFiles.write(directory, "nodes", "node", "a", "b", "c");
    edges("a,b", "b,c");
    InNeighbors graph = NodeDataSetReader.readGraph(directory);
    assertEquals(3, graph.vertexCount());
    assertEquals(4, graph.edgeCount());
  }

  @Test
  void mostFeaturesOfPubmedAreMissing() throws IOException {
    nodes("a,0,train,0:1", "b,0,none,", "c,0,none,");
    edges();
    assertEquals(2, NodeDataSetReader.read(directory).verticesWithoutFeatures());
    NodeDataSet pubmed = NodeDataSetReader.read(DataSetFiles.real("pubmed-partial"));
    assertEquals(19_717, pubmed.graph().vertexCount());
    assertEquals(88_648, pubmed.graph().edgeCount());
    assertEquals(19_717 - 1060, pubmed.verticesWithoutFeatures());
  }

  @Test
  void oneVertexAndNone() throws IOException {
    nodes("a,0,train,0:1");
    edges();
    assertEquals(1, NodeDataSetReader.read(directory).graph().vertexCount());
    nodes();
    NodeDataSet none = NodeDataSetReader.read(directory);
    assertEquals(0, none.graph().vertexCount());
    assertEquals(0, none.classes());
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    DataSetFiles.write(directory, "nodes", "node,label,features", "a,0,0:1");
    edges();
    complains("nodes.csv.gz: column 'split' is missing; there are [node, label, features]");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    nodes();
    complains("edges.csv.gz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,0,train|4 cells are expected; got 3",
        "a,x,train,|label is a whole number; got 'x'",
        "a,-2,train,|a label lies from 0 to 65535, or is -1 for none; got -2",
        "a,65536,train,|a label lies from 0 to 65535, or is -1 for none; got 65536",
        "a,,train,|a vertex of split train has a label; got none",
        "a,0,learn,|split is train, val, test or none; got 'learn'",
        "a,0,train,7|a feature is index:value; got '7'",
        "a,0,train,x:1|a feature's index is a whole number; got 'x'",
        "a,0,train,3:1 2:1|feature indices ascend from 0 to at most 16777215; got 2 after 3",
        "a,0,train,-3:1|feature indices ascend from 0 to at most 16777215; got -3 after -1",
        "a,0,train,3:NaN|a feature is a finite number; got 'NaN'",
        "b,0,train,|a vertex stands once; got 'b' again",
      })
  void aBadVertexIsToldWithItsLine(String line, String message) throws IOException {
    nodes("b,0,train,0:1", line);
    edges();
    complains("nodes.csv.gz, line 3: " + message);
  }

  @Test
  void featuresMayBePlainNumbersOfOneWidth() throws IOException {
    nodes("a,0,train,1.5 -2", "b,0,val,", "c,0,test,0 7");
    edges();
    NodeDataSet data = NodeDataSetReader.read(directory);
    assertEquals("3 x 2", data.features().shape());
    assertArrayEquals(new float[] {1.5f, -2, 0, 7}, data.features().values());
    assertArrayEquals(new int[] {0, 2, 2, 4}, data.features().offsets());
    nodes("a,0,train,1.5 -2", "b,0,val,", "c,0,test,0 7 1");
    complains("line 4: features are as wide as those of line 2, 2 numbers; got 3");
    nodes("a,0,train,1.5 -2", "b,0,val,0:1 1:2");
    complains("line 3: a feature is a finite number; got '0:1'");
  }

  @Test
  void anEdgeToNowhereIsTold() throws IOException {
    nodes("a,0,train,0:1");
    edges("a,z");
    complains("edges.csv.gz, line 2: dst is a vertex of nodes.csv.gz; got 'z'");
  }

  @ParameterizedTest
  @CsvSource({"cora,2708,10556,1433,7,140", "citeseer,3327,9104,3703,6,120"})
  void realSetsAreReadWhole(
      String name, int vertices, int edges, int width, int classes, int train) {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real(name));
    assertEquals(vertices, data.graph().vertexCount());
    assertEquals(edges, data.graph().edgeCount());
    assertEquals(width, data.features().columns());
    assertEquals(classes, data.classes());
    assertEquals(train, data.train().length);
    assertEquals(500, data.validation().length);
    assertEquals(1000, data.test().length);
  }

  private void nodes(String... lines) throws IOException {
    write("nodes", HEADER, lines);
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

  private void complains(String message) {
    Exception e = assertThrows(DataSetException.class, () -> NodeDataSetReader.read(directory));
    assertTrue(e.getMessage().endsWith(message), e::getMessage);
  }
}
