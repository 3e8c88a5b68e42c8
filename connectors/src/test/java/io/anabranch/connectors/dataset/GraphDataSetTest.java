// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDataSetTest {

  private static final DataSetOptions PLAIN = DataSetOptions.defaults(0);

  @TempDir private Path directory;

  @Test
  void featuresAndLabelsComeFirst() throws IOException {
    write("nodes", "node,label,split,features", "a,x,train,0:1 2:-0.5", "b,,test,", "c,y,,1:2");
    write("edges", "src,dst,timestamp_ms,weight", "a,b,100,-3", "b,a,101,");
    assertEquals(
        List.of(
            new FeaturesEvent("a", 100, new float[] {1, 0, -0.5f}),
            new LabelEvent("a", 100, "x"),
            new FeaturesEvent("c", 100, new float[] {0, 2, 0}),
            new LabelEvent("c", 100, "y"),
            new EdgeEvent(EdgeEvent.Op.ADD, "a", "b", "", 100, -3),
            EdgeEvent.add("b", "a", 101)),
        events(PLAIN));
    assertEquals(3, GraphDataSet.open(directory).featureDimension());
  }

  @Test
  void featuresComeWithTheFirstEdgeIfWanted() throws IOException {
    write("nodes", "node", "lonely", "a", "b", "c");
    write("edges", "src,dst,timestamp_ms,weight", "a,b,5,2", "b,c,7,2");
    DataSetOptions options = new DataSetOptions(2, Placement.AT_FIRST_EDGE, false, false);
    assertEquals(
        List.of(
            hashed("a", 5),
            hashed("b", 5),
            EdgeEvent.add("a", "b", 5),
            hashed("c", 7),
            EdgeEvent.add("b", "c", 7),
            hashed("lonely", 7)),
        events(options));
    assertEquals(2, GraphDataSet.open(directory).featureDimension(options));
  }

  @Test
  void edgesWithoutTimeAreCounted() throws IOException {
    write("nodes", "node,label", "a,1");
    write("edges", "src,dst", "a,a", "a,a");
    assertEquals(
        List.of(
            new LabelEvent("a", 0, "1"), EdgeEvent.add("a", "a", 0), EdgeEvent.add("a", "a", 1)),
        events(PLAIN));
  }

  @Test
  void aGraphMayBeEmpty() throws IOException {
    write("nodes", "node");
    write("edges", "src,dst");
    assertEquals(List.of(), events(PLAIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "id          | a     | nodes | line 1 | expected a column 'node', came [id]",
        "node,label  | a     | nodes | line 2 | expected 2 cells [node, label], came 1",
        "node        | ''    | nodes | line 2 | 'node' is empty",
        "node,features | a,0:x | nodes | line 2 | 'features' is 'x', expected a finite number",
        "node,features | a,0:NaN | nodes | line 2 | expected a finite number",
        "node,features | a,x:1 | nodes | line 2 | a feature is 'x:1', expected index:value",
        "node,features | a,7   | nodes | line 2 | a feature is '7', expected index:value",
        "node,features | a,1:1 1:2 | nodes | line 2 | feature 1 comes after 1",
      })
  void saysWhatIsWrongWithTheNodes(String header, String row, String file, String line, String what)
      throws IOException {
    write("nodes", header, row);
    write("edges", "src,dst");
    assertMessage(assertThrows(DataSetException.class, () -> events(PLAIN)), file, line, what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "src              | a       | line 1 | expected a column 'dst'",
        "src,dst          | a,z     | line 2 | the vertex 'z' is not in the nodes file",
        "src,dst,timestamp_ms | a,a,x  | line 2 | 'timestamp_ms' is 'x', expected an integer",
        "src,dst,timestamp_ms | a,a,-1 | line 2 | the timestamp is -1",
        "src,dst,weight   | a,a,1e99 | line 2 | 'weight' is '1e99', expected a finite number",
      })
  void saysWhatIsWrongWithTheEdges(String header, String row, String line, String what)
      throws IOException {
    write("nodes", "node", "a");
    write("edges", header, row);
    assertMessage(assertThrows(DataSetException.class, () -> events(PLAIN)), "edges", line, what);
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    assertMessage(
        assertThrows(DataSetException.class, () -> GraphDataSet.open(directory)),
        "edges.csv.gz",
        "cannot be read",
        "");
    Files.writeString(directory.resolve("edges.csv.gz"), "src,dst");
    Files.writeString(directory.resolve("nodes.csv.gz"), "node");
    assertMessage(
        assertThrows(DataSetException.class, () -> GraphDataSet.open(directory)),
        "nodes.csv.gz",
        "Not in GZIP format",
        "");
  }

  @Test
  void hashFeaturesStayAsTheyAre() {
    float[] features = HashFeatures.of("a", 3);
    assertArrayEquals(new float[] {-0.25653815f, 0.99624455f, 0.984213f}, features);
    for (float feature : HashFeatures.of("another", 10_000)) {
      assertTrue(feature >= -1 && feature < 1);
    }
  }

  private static FeaturesEvent hashed(String vertex, long timestamp) {
    return new FeaturesEvent(vertex, timestamp, HashFeatures.of(vertex, 2));
  }

  private List<GraphEvent> events(DataSetOptions options) {
    try (Stream<GraphEvent> events = GraphDataSet.open(directory).events(options)) {
      return events.toList();
    }
  }

  private static void assertMessage(DataSetException e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  private void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name + ".csv.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      out.write(String.join("\n", lines) + "\n");
    }
  }
}
