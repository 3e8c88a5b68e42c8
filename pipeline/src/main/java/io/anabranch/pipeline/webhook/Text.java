// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import java.util.List;
import java.util.Locale;

/** Parts of alerts in words. */
public final class Text {

  private Text() {}

  /** The events that it speaks of. */
  public static List<String> events(Alert alert) {
    return alert.events().stream().map(Text::edge).toList();
  }

  /** What comes from an edge, and what the whole would be without it. */
  public static String share(LinearPart.EdgeShare share, LinearPart part) {
    return String.format(
        Locale.ROOT,
        "%s gives %.4f of %.4f; without it %.4f",
        edge(share.edge()),
        share.share().value(),
        part.total().value(),
        share.without().value());
  }

  private static String edge(EdgeRef edge) {
    return edge.src() + " -> " + edge.dst() + (edge.id().isEmpty() ? "" : " #" + edge.id());
  }
}
