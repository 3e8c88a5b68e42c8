// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.dataset.DataSetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The lines of a {@link LinkSplitFile}, read and checked. */
final class LinkSplitLines {

  private final Path file;
  private final List<String> lines;
  private final Map<LinkSet, List<int[]>> pairs = new EnumMap<>(LinkSet.class);

  LinkSplitLines(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  LinkSplit read() {
    int version = header(0, "link-split");
    if (version < 1 || version > LinkSplitFile.VERSION) {
      throw error(0, "versions up to " + LinkSplitFile.VERSION + " are read; got " + version);
    }
    int vertices = header(1, "vertices");
    for (LinkSet set : LinkSet.values()) {
      pairs.put(set, new ArrayList<>());
    }
    for (int line = 2; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",", -1);
      if (cells.length != 3) {
        throw error(line, "a pair is SET,u,v; got '" + lines.get(line) + "'");
      }
      pairs.get(set(line, cells[0])).add(pair(line, cells, vertices));
    }
    return new LinkSplit(
        vertices,
        pairs(LinkSet.TRAIN),
        pairs(LinkSet.VALIDATION),
        pairs(LinkSet.VALIDATION_NEGATIVE),
        pairs(LinkSet.TEST),
        pairs(LinkSet.TEST_NEGATIVE));
  }

  private int header(int line, String name) {
    String text = line < lines.size() ? lines.get(line) : "";
    if (!text.startsWith(name + ",")) {
      throw error(line, name + " and a number are expected; got '" + text + "'");
    }
    return integer(line, text.substring(name.length() + 1));
  }

  private LinkSet set(int line, String label) {
    for (LinkSet set : LinkSet.values()) {
      if (set.label().equals(label)) {
        return set;
      }
    }
    throw error(line, "there is no set '" + label + "'");
  }

  private int[] pair(int line, String[] cells, int vertices) {
    int u = integer(line, cells[1]);
    int v = integer(line, cells[2]);
    if (u < 0 || u >= v || v >= vertices) {
      throw error(
          line, "0 <= u < v < " + vertices + " is expected; got " + cells[1] + "," + cells[2]);
    }
    return new int[] {u, v};
  }

  private int integer(int line, String cell) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw error(line, "a whole number is expected; got '" + cell + "'");
    }
  }

  private VertexPairs pairs(LinkSet set) {
    List<int[]> all = pairs.get(set);
    return new VertexPairs(
        all.stream().mapToInt(pair -> pair[0]).toArray(),
        all.stream().mapToInt(pair -> pair[1]).toArray());
  }

  private DataSetException error(int line, String message) {
    return new DataSetException(file + ", line " + (line + 1) + ": " + message);
  }
}
