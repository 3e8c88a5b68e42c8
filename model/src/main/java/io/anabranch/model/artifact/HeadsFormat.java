// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Heads;
import java.util.ArrayList;
import java.util.List;

/** The heads of a card's layers: {@code heads} and {@code concatenated}, one a layer each. */
final class HeadsFormat {

  private static final String HEADS = "heads";
  private static final String CONCATENATED = "concatenated";

  private HeadsFormat() {}

  static void write(ObjectNode json, List<Heads> heads) {
    if (!heads.isEmpty()) {
      ArrayNode counts = json.putArray(HEADS);
      heads.forEach(of -> counts.add(of.count()));
      ArrayNode concatenated = json.putArray(CONCATENATED);
      heads.forEach(of -> concatenated.add(of.concatenated()));
    }
  }

  /** Those of each layer; none where the aggregator has none. */
  static List<Heads> read(Fields fields, AggregatorType aggregator, List<Integer> dims)
      throws ArtifactException {
    List<Heads> heads = new ArrayList<>();
    if (aggregator == AggregatorType.ATTENTION) {
      int depth = dims.size() - 1;
      List<Integer> counts = fields.required(HEADS, fields.listOf(fields::int32));
      List<Boolean> concatenated = fields.required(CONCATENATED, fields.listOf(fields::bool));
      CardFormat.requireOneALayer(HEADS, counts, depth);
      CardFormat.requireOneALayer(CONCATENATED, concatenated, depth);
      for (int l = 0; l < depth; l++) {
        heads.add(heads(counts.get(l), concatenated.get(l), dims.get(l + 1)));
      }
    }
    return heads;
  }

  private static Heads heads(int count, boolean concatenated, int width) throws ArtifactException {
    if (count < 1 || count > Heads.LARGEST) {
      throw new ArtifactException(
          CardFormat.WHERE, "expected heads from 1 to %d; got %d".formatted(Heads.LARGEST, count));
    }
    Heads heads = new Heads(count, concatenated);
    if (!heads.fill(width)) {
      throw new ArtifactException(
          CardFormat.WHERE,
          "expected heads that fill a width of %d; got %d".formatted(width, count));
    }
    return heads;
  }
}
