// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSageReaderTest {

  @TempDir Path directory;

  /** "a" - "7", "7" - "7", "7" - "c"; "a" has row 2, "7" row 0, "c" row 1. */
  @BeforeEach
  void write() throws IOException {
    json(
        "G",
        "{'directed': false, 'graph': {'name': ['x']}, 'multigraph': false,"
            + "'links': [{'source': 0, 'target': 1, 'train_removed': true},"
            + "{'target': 1, 'source': 1}, {'source': 1, 'target': 2}],"
            + "'nodes': [{'id': 'a', 'val': false, 'test': false},"
            + "{'test': true, 'val': false, 'id': 7}, {'id': 'c', 'val': true, 'other': [1]}]}");
    json("id_map", "{'a': 2, '7': 0, 'c': 1}");
    json("class_map", "{'a': [1, 0], '7': [1, 1], 'c': [0, 0]}");
    features("<f8", 3, 2, 0, 0.5, 1, 1.5, 2, 2.5);
  }

  @Test
  void usageExample() {
    MultiLabelDataSet data = GraphSageReader.read(directory, "ppi");
    assertEquals(3, data.graph().vertexCount());
    assertEquals(5, data.graph().edgeCount()); // both directions, the self-loop once
    assertArrayEquals(new int[] {2, 0, 1}, sources(data, 0));
    assertArrayEquals(new int[] {0}, sources(data, 2));
    assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f}, data.features().values());
    assertArrayEquals(new float[] {1, 1, 0, 0, 1, 0}, data.targets().values());
    assertArrayEquals(new int[] {2}, data.train());
    assertArrayEquals(new int[] {1}, data.validation());
    assertArrayEquals(new int[] {0}, data.test());
  }

  private static int[] sources(MultiLabelDataSet data, int v) {
    int[] sources = new int[data.graph().inDegree(v)];
    Arrays.setAll(sources, i -> data.graph().source(data.graph().start(v) + i));
    return sources;
  }

  @Test
  void oneLabelEachAndFloatsOfFourBytes() throws IOException {
    json("class_map", "{'a': 2, '7': 0, 'c': 0}");
    features("<f4", 3, 1, 1, 2, 3);
    MultiLabelDataSet data = GraphSageReader.read(directory, "ppi");
    assertEquals("3 x 3", data.targets().shape());
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 0, 1}, data.targets().values());
    assertArrayEquals(new float[] {1, 2, 3}, data.features().values());
  }

  @Test
  void directedEdgesStayAsTheyAre() throws IOException {
    json(
        "G",
        "{'directed': true, 'nodes': [{'id': 'a'}, {'id': '7'}, {'id': 'c'}],"
            + "'links': [{'source': 0, 'target': 1}]}");
    MultiLabelDataSet data = GraphSageReader.read(directory, "ppi");
    assertEquals(1, data.graph().edgeCount());
    assertArrayEquals(new int[] {2}, sources(data, 0));
    assertArrayEquals(new int[] {0, 1, 2}, data.train());
  }

  @Test
  void noVertices() throws IOException {
    json("G", "{'nodes': [], 'links': []}");
    json("id_map", "{}");
    json("class_map", "{}");
    features("<f8", 0, 2);
    assertEquals(0, GraphSageReader.read(directory, "ppi").graph().vertexCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "G | [] | ppi-G.json: one JSON object; got START_ARRAY",
        "G | {'nodes': []} | ppi-G.json: a field 'links'; got [nodes]",
        "G | {'nodes': 3} | ppi-G.json: 'nodes' is a list; got VALUE_NUMBER_INT",
        "G | {'nodes': [{}]} | ppi-G.json: vertex 0 has an id; got none",
        "G | {'links': [{'source': 1}]} | ppi-G.json: link 0 has a source and a target of at least 0",
        "G | {'nodes': [{'id': 'a'}], 'links': [{'source': 0, 'target': 1}]}"
            + "| ppi-id_map.json: id 'a' has a row from 0 to 0 of its own; got 2",
        "id_map | {'a': 2, '7': 0, 'c': 2}"
            + "| ppi-id_map.json: id 'c' has a row from 0 to 2 of its own; got 2",
        "id_map | {'a': 2, '7': 0} "
            + "| ppi-id_map.json: id 'c' has a row from 0 to 2 of its own; got null",
        "id_map | {'a': 'b'} | ppi-id_map.json: a whole number for id 'a'",
        "class_map | {'a': [1, 0], '7': [1, 1]} | ppi-class_map.json: 2 labels for id 'c'; got none",
        "class_map | {'a': [1, 0], '7': [1], 'c': [0, 0]}"
            + "| ppi-class_map.json: 2 labels for id '7'; got 1",
        "class_map | {'a': [1, 2]}"
            + "| ppi-class_map.json: a label of id 'a' is a whole number, in a list 0 or 1; got 2",
        "class_map | {'a': -1}"
            + "| ppi-class_map.json: a label of id 'a' is a whole number, in a list 0 or 1; got -1"
      })
  void whatIsWrongIsTold(String file, String text, String message) throws IOException {
    json(file, text);
    assertEquals(message, failure());
  }

  @Test
  void aLinkToNoVertexIsTold() throws IOException {
    json(
        "G",
        "{'nodes': [{'id': 'a'}, {'id': '7'}, {'id': 'c'}],"
            + "'links': [{'source': 0, 'target': 3}]}");
    assertEquals("ppi-G.json: link 0 joins positions from 0 to 2; got 3", failure());
  }

  @Test
  void tornJsonIsTold() throws IOException {
    json("id_map", "{'a': 2, ");
    assertTrue(failure().startsWith("ppi-id_map.json: malformed JSON: "), failure());
    json("id_map", "{'a': 2, 'a': 1}");
    assertTrue(failure().startsWith("ppi-id_map.json: malformed JSON: Duplicate"), failure());
  }

  @Test
  void featuresThatAreNotAMatrixOfTheirVerticesAreTold() throws IOException {
    features("<f8", 2, 2, 1, 2, 3, 4);
    assertEquals("ppi-feats.npy: a row for each of the 3 vertices; got 2 x 2", failure());
    features("<f8", 3, 2, 1, 2, 3, 4);
    assertEquals("ppi-feats.npy: 3 x 2 values of 8 bytes; got 32 bytes", failure());
    features("<f8", 3, 2, 0, 0, 0, 0, 0, Double.NaN);
    assertEquals("ppi-feats.npy: finite values; got NaN in row 2, column 1", failure());
    features(">f8", 3, 2, 1, 2, 3, 4, 5, 6);
    assertTrue(failure().startsWith("ppi-feats.npy: a matrix of <f4 or <f8, row by row; got"));
    Files.write(directory.resolve("ppi-feats.npy"), new byte[20]);
    assertEquals("ppi-feats.npy: NumPy's format, versions 1 to 3; got other bytes", failure());
    Files.write(directory.resolve("ppi-feats.npy"), new byte[3]);
    assertEquals("ppi-feats.npy: NumPy's format; got 3 bytes", failure());
    Files.delete(directory.resolve("ppi-feats.npy"));
    assertTrue(failure().endsWith("ppi-feats.npy is not there"), failure());
  }

  private String failure() {
    return assertThrows(DataSetException.class, () -> GraphSageReader.read(directory, "ppi"))
        .getMessage();
  }

  private void json(String name, String text) throws IOException {
    Files.writeString(directory.resolve("ppi-" + name + ".json"), text.replace('\'', '"'));
  }

  private void features(String type, int rows, int columns, double... values) throws IOException {
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(type, rows, columns);
    byte[] header =
        (dictionary + " ".repeat(117 - dictionary.length()) + "\n").getBytes(ISO_8859_1);
    ByteBuffer out = ByteBuffer.allocate(10 + header.length + 8 * values.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) header.length).put(header);
    for (double value : values) {
      if (type.endsWith("4")) {
        out.putFloat((float) value);
      } else {
        out.putDouble(value);
      }
    }
    Files.write(directory.resolve("ppi-feats.npy"), Arrays.copyOf(out.array(), out.position()));
  }
}
