// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph as networkx 1 writes it: {@code {"directed": false, "nodes": [{"id": 0, "val": false,
 * "test": false}, ...], "links": [{"source": 0, "target": 372}, ...]}}, the fields in any order and
 * others beside them.
 *
 * @param src position of an edge's source in the list of vertices, likewise {@code dst}
 */
record NodeLink(boolean directed, List<Vertex> vertices, int[] src, int[] dst) {

  /** A vertex of neither validation nor test is there to learn from. */
  record Vertex(String id, boolean validation, boolean test) {}

  static NodeLink read(Path file) {
    return new Reader(file).read();
  }

  private static final class Reader {

    private final Path file;
    private final List<Vertex> vertices = new ArrayList<>();
    private final IntStream.Builder src = IntStream.builder();
    private final IntStream.Builder dst = IntStream.builder();
    private boolean directed;
    private int links;

    Reader(Path file) {
      this.file = file;
    }

    NodeLink read() {
      var fields = JsonFile.readMap(file, this::field);
      for (String required : new String[] {"nodes", "links"}) {
        if (!fields.containsKey(required)) {
          throw GraphSageReader.error(file, "a field '" + required + "'; got " + fields.keySet());
        }
      }
      return new NodeLink(
          directed, List.copyOf(vertices), src.build().toArray(), dst.build().toArray());
    }

    private Boolean field(JsonParser parser, String name) throws IOException {
      switch (name) {
        case "directed" -> directed = parser.getBooleanValue();
        case "nodes" -> eachOf(parser, name, this::vertex);
        case "links" -> eachOf(parser, name, this::link);
        default -> parser.skipChildren();
      }
      return true;
    }

    /** One object of a list, at whose first token the parser stands. */
    private interface Element {
      void read(JsonParser parser) throws IOException;
    }

    private void eachOf(JsonParser parser, String name, Element element) throws IOException {
      require(parser, JsonToken.START_ARRAY, "'" + name + "' is a list");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        require(parser, JsonToken.START_OBJECT, "'" + name + "' is a list of objects");
        element.read(parser);
      }
    }

    private void vertex(JsonParser parser) throws IOException {
      String id = null;
      boolean validation = false;
      boolean test = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "id" -> id = parser.getText();
          case "val" -> validation = parser.getBooleanValue();
          case "test" -> test = parser.getBooleanValue();
          default -> parser.skipChildren();
        }
      }
      if (id == null) {
        throw GraphSageReader.error(file, "vertex " + vertices.size() + " has an id; got none");
      }
      vertices.add(new Vertex(id, validation, test));
    }

    private void link(JsonParser parser) throws IOException {
      int source = -1;
      int target = -1;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "source" -> source = parser.getIntValue();
          case "target" -> target = parser.getIntValue();
          default -> parser.skipChildren();
        }
      }
      if (source < 0 || target < 0) {
        throw GraphSageReader.error(
            file, "link %d has a source and a target of at least 0".formatted(links));
      }
      links++;
      src.add(source);
      dst.add(target);
    }

    private void require(JsonParser parser, JsonToken token, String expected) {
      if (parser.currentToken() != token) {
        throw GraphSageReader.error(file, expected + "; got " + parser.currentToken());
      }
    }
  }
}
