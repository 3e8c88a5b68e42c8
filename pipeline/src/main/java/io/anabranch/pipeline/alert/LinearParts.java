// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.pipeline.alert.LinearPart.EdgeShare;
import java.util.List;

/** {@link LinearPart} in the JSON of an alert. */
final class LinearParts {

  private LinearParts() {}

  static void write(LinearPart part, ObjectNode node) {
    node.put("vertex", part.vertex());
    write("total", part.total(), node);
    write("self", part.self(), node);
    write("bias", part.bias(), node);
    ArrayNode edges = node.putArray("edges");
    for (EdgeShare share : part.edges()) {
      ObjectNode edge = edges.addObject();
      AlertCodec.write(share.edge(), edge);
      write("share", share.share(), edge);
      write("without", share.without(), edge);
    }
    write("rest", part.rest(), node);
    if (part.remainder() != null) {
      write("remainder", part.remainder(), node);
    }
    if (!part.rows().isEmpty()) {
      ArrayNode rows = node.putArray("rows");
      part.rows().forEach(row -> AlertCodec.write(row, rows.addObject()));
    }
  }

  private static void write(String name, Fraction value, ObjectNode node) {
    node.put(name, value.value());
    node.put(name + "Exact", value.toString());
  }

  static LinearPart read(JsonFields node) throws AlertException {
    return new LinearPart(
        node.text("vertex"),
        fraction("total", node),
        fraction("self", node),
        fraction("bias", node),
        node.list(
            "edges",
            edge ->
                new EdgeShare(
                    AlertCodec.edge(edge), fraction("share", edge), fraction("without", edge))),
        fraction("rest", node),
        node.has("remainderExact") ? fraction("remainder", node) : null,
        node.has("rows") ? node.list("rows", AlertCodec::row) : List.of());
  }

  private static Fraction fraction(String name, JsonFields node) throws AlertException {
    String text = node.text(name + "Exact");
    try {
      return Fraction.parse(text);
    } catch (IllegalArgumentException e) {
      throw new AlertException("'%sExact': expected a fraction; came '%s'".formatted(name, text));
    }
  }
}
