// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Embeddings in a file. A float is written as a decimal that reads back as the same bits. */
enum RowFormat {
  /** A header line, then {@code vertex,0.25,-0.5}; ids are quoted where they must be. */
  csv {
    @Override
    void header(int width, Writer out) throws IOException {
      StringBuilder header = new StringBuilder("vertex");
      for (int i = 0; i < width; i++) {
        header.append(",v").append(i);
      }
      out.write(header.append('\n').toString());
    }

    @Override
    void row(String vertex, float[] values, Writer out) throws IOException {
      StringBuilder row = new StringBuilder(quoted(vertex));
      for (float value : values) {
        row.append(',').append(value);
      }
      out.write(row.append('\n').toString());
    }
  },
  /** A line each: {@code {"vertex":"a","values":[0.25,-0.5]}}. */
  jsonl {
    @Override
    void header(int width, Writer out) {}

    @Override
    void row(String vertex, float[] values, Writer out) throws IOException {
      ObjectNode row = JsonNodeFactory.instance.objectNode().put("vertex", vertex);
      ArrayNode array = row.putArray("values");
      for (float value : values) {
        array.add(value);
      }
      out.write(row + "\n");
    }
  };

  abstract void header(int width, Writer out) throws IOException;

  abstract void row(String vertex, float[] values, Writer out) throws IOException;

  void write(List<String> vertices, Map<String, float[]> rows, Writer out) throws IOException {
    if (vertices.isEmpty()) {
      return;
    }
    header(rows.get(vertices.get(0)).length, out);
    for (String vertex : vertices) {
      row(vertex, rows.get(vertex), out);
    }
  }

  private static String quoted(String id) {
    return id.matches("(?s).*[,\"\r\n].*") ? '"' + id.replace("\"", "\"\"") + '"' : id;
  }
}
