// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkLog;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.state.exchange.KeyGroups;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Tells the ends of pairs which links begin and end: some milliseconds after the first word, or
 * when there are many, all of it, those to one key group in one record. A mark may not overtake
 * what was said before it, nor may a barrier, so whoever sends one says {@link #flush} first.
 */
final class LinkSender {

  private static final int MOST = 8_192; // changes that wait

  private final LinkLog[] groups = new LinkLog[KeyGroups.COUNT];
  private final ProcessingTimeService time;
  private final long delay;
  private final Consumer<LinkMessage> out;
  private boolean timerSet;
  private int waiting;

  /**
   * @param delay milliseconds
   */
  LinkSender(ProcessingTimeService time, long delay, Consumer<LinkMessage> out) {
    this.time = time;
    this.delay = delay;
    this.out = out;
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      groups[group] = new LinkLog();
    }
  }

  /**
   * A live edge between the two began or ended; the vertex is told.
   *
   * @param change +1 or -1
   */
  void send(String vertex, String other, int change) {
    groups[KeyGroups.of(vertex)].add(vertex, other, change);
    waiting++;
    if (waiting >= MOST) {
      flush();
    } else if (!timerSet) {
      timerSet = true;
      time.registerTimer(
          time.getCurrentProcessingTime() + delay,
          at -> {
            timerSet = false;
            flush();
          });
    }
  }

  void flush() {
    if (waiting == 0) {
      return;
    }
    waiting = 0;
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      if (!groups[group].isEmpty()) {
        out.accept(new LinkMessage.Links(group, groups[group].take()));
      }
    }
  }
}
