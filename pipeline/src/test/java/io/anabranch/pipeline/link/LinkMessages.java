// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ends of pairs are told, as it comes to them. */
public final class LinkMessages {

  private LinkMessages() {}

  /**
   * A vertex has a new row.
   *
   * @param row null: the vertex is gone
   */
  public static LinkMessage row(String vertex, @Nullable LinkRow row) {
    RowBytes rows = new RowBytes();
    rows.add(vertex, row);
    List<LinkMessage> messages = new ArrayList<>();
    rows.drain(messages::add);
    return messages.get(0);
  }

  /** Live edges between a vertex and others began or ended; the vertex is told. */
  public static LinkMessage links(String vertex, int change, String... others) {
    LinkLog log = new LinkLog();
    for (String other : others) {
      log.add(vertex, other, change);
    }
    return new LinkMessage.Links(KeyGroups.of(vertex), log.take());
  }
}
