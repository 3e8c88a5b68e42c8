// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkOutbox;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Sends what the ends of pairs are told: some milliseconds after the first word, or when there are
 * many, all of it. A mark may not overtake what was said before it, nor may a barrier, so whoever
 * sends one says {@link #flush} first.
 */
final class LinkSender {

  private static final int MOST = 8_192; // messages that wait

  private final LinkOutbox outbox = new LinkOutbox();
  private final ProcessingTimeService time;
  private final long delay;
  private final Consumer<LinkMessage> out;
  private boolean timerSet;

  /**
   * @param delay milliseconds
   */
  LinkSender(ProcessingTimeService time, long delay, Consumer<LinkMessage> out) {
    this.time = time;
    this.delay = delay;
    this.out = out;
  }

  void send(LinkMessage message) {
    outbox.add(message);
    if (outbox.size() >= MOST) {
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
    outbox.drain(out);
  }
}
