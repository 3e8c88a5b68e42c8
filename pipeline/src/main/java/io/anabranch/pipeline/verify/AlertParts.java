// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What scores of alerts are said to be made of: the parts add up to the total, and that is the
 * product of the two rows it names, but for what rounding to quanta does. The parts themselves
 * nobody can compute from rows: {@code explain} does, from the graph.
 */
final class AlertParts {

  private static final double ROUNDING = 1e-5; // of quanta and floats together

  private final LinkRows rows;
  private final LinkDecoder decoder;

  /**
   * @param rows that links are scored with
   */
  AlertParts(LinkRows rows, LinkDecoder decoder) {
    this.rows = rows;
    this.decoder = decoder;
  }

  /** What is wrong with the parts that an alert has; null when nothing is. */
  @Nullable String fault(Alert alert) {
    LinearPart part = alert.linear();
    if (!addsUp(part)) {
      return "the shares do not add up to " + part.total();
    }
    List<String> named = part.rows().stream().map(RowName::vertex).toList();
    if (named.isEmpty()) {
      return null;
    }
    List<String> ends =
        alert.events().stream().flatMap(edge -> Stream.of(edge.src(), edge.dst())).toList();
    if (!named.equals(ends)
        || part.rows().get(0).modelVersion() != part.rows().get(1).modelVersion()) {
      return "takes apart what is not of the edge's two ends and of one model: " + part.rows();
    }
    for (RowName row : part.rows()) {
      if (rows.values(row) == null) {
        return rows.falseName(row);
      }
    }
    float[] src = rows.values(part.rows().get(0));
    float[] dst = rows.values(part.rows().get(1));
    return isNear(src, dst, part.total().value())
        ? null
        : "takes %s apart, the rows give %s"
            .formatted(part.total().value(), decoder.logit(src, dst));
  }

  private boolean isNear(float[] src, float[] dst, double total) {
    double size = 1;
    for (int i = 0; i < src.length; i++) {
      size += Math.abs((double) src[i] * dst[i]) + Math.abs(src[i]) + Math.abs(dst[i]);
    }
    return Math.abs(decoder.logit(src, dst) - total) <= ROUNDING * size;
  }

  private static boolean addsUp(LinearPart part) {
    Fraction sum = part.self().plus(part.bias()).plus(part.rest());
    for (LinearPart.EdgeShare edge : part.edges()) {
      sum = sum.plus(edge.share());
    }
    return sum.sameAs(part.total());
  }
}
