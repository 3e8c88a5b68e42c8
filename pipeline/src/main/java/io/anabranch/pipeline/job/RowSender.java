// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.pipeline.link.LastRows;
import io.anabranch.pipeline.link.LinkMessage;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Tells the ends of pairs the rows of vertices. Where a vertex changes all the time, most of its
 * rows are replaced before an edge is scored with them; so rows go out some milliseconds after the
 * first, but the more went out last the longer later, and of a vertex the last one alone. At rest,
 * and at a barrier, the ends have every vertex's last row. A mark may not overtake what was said
 * before it, nor may a barrier, so whoever sends one says {@link #flush} first.
 */
final class RowSender {

  /** Milliseconds that a row waits at most; usually longer than a checkpoint is away. */
  static final long LONGEST = 2_000;

  /** So many rows a millisecond go out, as far as none waits too long for it. */
  static final int RATE = 10;

  private final LastRows rows = new LastRows();
  private final ProcessingTimeService time;
  private final long delay;
  private final Consumer<LinkMessage> out;
  private boolean timerSet;
  private long notBefore;

  /**
   * @param delay milliseconds that a row waits at least for others
   */
  RowSender(ProcessingTimeService time, long delay, Consumer<LinkMessage> out) {
    this.time = time;
    this.delay = delay;
    this.out = out;
  }

  /**
   * A vertex has a new row.
   *
   * @param epoch of the model that it is of
   */
  void send(int epoch, Embedding row) {
    rows.put(epoch, row);
    sendLater();
  }

  /** A vertex is gone. */
  void sendGone(String vertex) {
    rows.gone(vertex);
    sendLater();
  }

  private void sendLater() {
    if (!timerSet) {
      setTimer(time.getCurrentProcessingTime() + delay);
    }
  }

  private void setTimer(long at) {
    timerSet = true;
    time.registerTimer(
        Math.max(at, notBefore),
        now -> {
          timerSet = false;
          if (now >= notBefore) {
            flush();
          } else if (rows.size() > 0) {
            setTimer(notBefore); // all went out in between, and others came
          }
        });
  }

  /** All rows that wait go out now. */
  void flush() {
    if (rows.size() == 0) {
      return;
    }
    notBefore = time.getCurrentProcessingTime() + Math.min(LONGEST, rows.size() / RATE);
    rows.drain(out);
  }
}
