// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.ModelStatus.Sweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Latencies around a swap, by when an event arrived. The first row of a vertex with the new model
 * says again what was there, and is no answer to an event: it is not among them, but the last one
 * of its kind is where the sweep ends.
 */
final class SwapLatencies {

  private static final long WARM_UP = 1_500; // milliseconds from the first event

  private record Row(long arrived, long latency) {}

  private final long announced;
  private final int version;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> over = new HashSet<>();
  private final Histogram before = new Histogram(3);
  private final Histogram loading = new Histogram(3);
  private final Histogram during = new Histogram(3);
  private final Histogram after = new Histogram(3);
  private final Histogram[] thirds = {new Histogram(3), new Histogram(3), new Histogram(3)};
  private long begin;
  private long end;

  /**
   * @param announced when the new model was, milliseconds by the wall clock
   * @param version of the new model
   */
  SwapLatencies(long announced, int version) {
    this.announced = announced;
    this.version = version;
  }

  /** Takes a row, of each vertex in order. */
  void see(Embedding row, long at) {
    if (row.modelVersion() == version && over.add(row.vertex())) {
      end = Math.max(end, at);
    } else {
      rows.add(new Row(row.arrived(), Math.max(0, at - row.arrived())));
    }
  }

  /** Sorts what was seen. */
  void sort(Sweep sweep) {
    long first = rows.stream().mapToLong(Row::arrived).min().orElseThrow() + WARM_UP;
    begin = end - sweep.millis();
    for (Row row : rows) {
      if (row.arrived >= first) {
        histogram(row.arrived).recordValue(row.latency);
        if (row.arrived >= begin && row.arrived < end) {
          thirds[(int) (3 * (row.arrived - begin) / (end - begin))].recordValue(row.latency);
        }
      }
    }
  }

  private Histogram histogram(long arrived) {
    if (arrived < announced) {
      return before;
    }
    return arrived < begin ? loading : arrived <= end ? during : after;
  }

  /** The same, second by second, from the announcement on. */
  SwapTimeline timeline() {
    SwapTimeline timeline = new SwapTimeline(announced, begin, end);
    rows.forEach(row -> timeline.latency(row.arrived, row.latency));
    return timeline;
  }

  /** The p99 during the sweep, in times of that before it. */
  double ratio() {
    return during.getValueAtPercentile(99) / (double) Math.max(1, before.getValueAtPercentile(99));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50, p99 before %s, loading %s, during %s (thirds: %s; %s; %s), after %s ms,"
            + " p99 during %.2f times that before",
        text(before),
        text(loading),
        text(during),
        text(thirds[0]),
        text(thirds[1]),
        text(thirds[2]),
        text(after),
        ratio());
  }

  private static String text(Histogram histogram) {
    return histogram.getValueAtPercentile(50) + ", " + histogram.getValueAtPercentile(99);
  }
}
