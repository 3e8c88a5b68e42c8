// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Messages to vertices that wait to be sent: those to one key group become one record, in their
 * order, so that what a record costs on its way is paid once for all of them.
 */
public final class LinkOutbox {

  private final Map<Integer, List<LinkMessage>> groups = new TreeMap<>();
  private int size;

  /** No message waits. */
  public LinkOutbox() {}

  public void add(LinkMessage message) {
    groups.computeIfAbsent(KeyGroups.of(message.key()), group -> new ArrayList<>()).add(message);
    size++;
  }

  /** How many wait. */
  public int size() {
    return size;
  }

  /** Hands all of them on. */
  public void drain(Consumer<LinkMessage> out) {
    size = 0;
    groups.forEach(
        (group, messages) ->
            out.accept(
                messages.size() == 1 ? messages.get(0) : new LinkMessage.Block(group, messages)));
    groups.clear();
  }
}
