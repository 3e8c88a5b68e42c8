// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.pipeline.link.RowBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ends of pairs the rows of vertices. Where a vertex changes all the time, most of its
 * rows are replaced before an edge is scored with them; so rows go out some milliseconds after the
 * first, but the more went out last the longer later, and of a vertex the last one alone. At rest,
 * and at a barrier, the ends have every vertex's last row. A mark may not overtake what was said
 * before it, nor may a barrier, so whoever sends one says {@link #flush} first.
 */
final class RowSender {

  /** Milliseconds that a row waits at most. */
  static final long LONGEST = 1_000;

  /** So many rows a millisecond go out, as far as none waits too long for it. */
  static final int RATE = 10;

  private final Map<String, @Nullable LinkRow> rows = new LinkedHashMap<>(); // null: it is gone
  private final RowBytes outbox = new RowBytes();
  private final ProcessingTimeService time;
  private final long delay;
  private final Consumer<LinkMessage> out;
  private boolean timerSet;
  private int epoch; // of the last row that came
  private boolean ofOneEpoch = true; // all that wait are
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
   * @param row null: the vertex is gone
   */
  void send(String vertex, @Nullable LinkRow row) {
    LinkRow before = rows.put(vertex, row);
    if (row != null) {
      keep(vertex, before, row);
    }
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
          } else if (!rows.isEmpty()) {
            setTimer(notBefore); // all went out in between, and others came
          }
        });
  }

  /** While models change, the rows of both are told. Mostly there is one: no row is looked at. */
  private void keep(String vertex, @Nullable LinkRow before, LinkRow next) {
    if (epoch != next.epoch()) {
      ofOneEpoch = rows.size() == 1 && before == null; // it alone
      epoch = next.epoch();
    }
    if (!ofOneEpoch && before != null && before.epoch() != next.epoch()) {
      outbox.add(vertex, before);
    }
  }

  /** All rows that wait go out now. */
  void flush() {
    if (rows.isEmpty()) {
      return;
    }
    notBefore = time.getCurrentProcessingTime() + Math.min(LONGEST, rows.size() / RATE);
    rows.forEach(outbox::add);
    rows.clear();
    ofOneEpoch = true;
    outbox.drain(out);
  }
}
