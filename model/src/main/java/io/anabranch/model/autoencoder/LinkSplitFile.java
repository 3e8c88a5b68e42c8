// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.model.dataset.DataSetException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link LinkSplit} as text, so that others can learn from the same: {@code link-split,VERSION},
 * {@code vertices,COUNT}, then one line a pair, {@code SET,u,v}, set after set. Sets are train,
 * validation, validation-negative, test and test-negative; vertices are numbered from 0.
 */
public final class LinkSplitFile {

  static final int VERSION = 1;

  private LinkSplitFile() {}

  /** Replaces what is there. */
  public static void write(LinkSplit split, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("link-split," + VERSION + "\nvertices," + split.vertices() + "\n");
      for (LinkSet set : LinkSet.values()) {
        VertexPairs pairs = set.of(split);
        for (int k = 0; k < pairs.size(); k++) {
          out.write(set.label() + "," + pairs.u()[k] + "," + pairs.v()[k] + "\n");
        }
      }
    } catch (IOException e) {
      throw new DataSetException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * @throws DataSetException when the file is missing, or not what the format says
   */
  public static LinkSplit read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new DataSetException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return new LinkSplitLines(file, lines).read();
  }
}
