// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anabranch.model.device.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The labels of each id: a list of 0 and 1, equally long for all, or the number of the only one.
 */
record ClassMap(Path file) {

  /**
   * @param rows for each vertex the row that its labels go to
   */
  Matrix targets(NodeLink links, int[] rows) {
    Map<String, int[]> labels = JsonFile.readMap(file, this::labels);
    boolean lists = labels.values().stream().anyMatch(of -> of.length != 1);
    int classes =
        labels.values().stream().mapToInt(of -> lists ? of.length : of[0] + 1).max().orElse(0);
    Matrix targets = Matrix.zeros(rows.length, classes);
    for (int p = 0; p < rows.length; p++) {
      String id = links.vertices().get(p).id();
      int[] of = labels.get(id);
      if (of == null || lists && of.length != classes) {
        throw GraphSageReader.error(
            file,
            "%d labels for id '%s'; got %s"
                .formatted(classes, id, of == null ? "none" : of.length));
      }
      if (lists) {
        for (int c = 0; c < classes; c++) {
          targets.values()[rows[p] * classes + c] = of[c];
        }
      } else {
        targets.values()[rows[p] * classes + of[0]] = 1f;
      }
    }
    return targets;
  }

  private int[] labels(JsonParser parser, String id) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return new int[] {number(parser, id, Integer.MAX_VALUE - 1)};
    }
    IntStream.Builder labels = IntStream.builder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      labels.add(number(parser, id, 1));
    }
    return labels.build().toArray();
  }

  private int number(JsonParser parser, String id, int most) throws IOException {
    boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    int number = whole ? parser.getIntValue() : -1;
    if (number < 0 || number > most) {
      throw GraphSageReader.error(
          file,
          "a label of id '%s' is a whole number, in a list 0 or 1; got %s"
              .formatted(id, parser.getText()));
    }
    return number;
  }
}
