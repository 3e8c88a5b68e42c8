// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.pipeline.job.CheckpointTimes;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Second by second: latencies, checkpoints and processors, side by side. */
final class SwapTimeline {

  private final long origin;
  private final long begin;
  private final long end;
  private final TreeMap<Long, Histogram> latencies = new TreeMap<>();

  /**
   * @param origin milliseconds by the wall clock that the others are told from
   * @param begin of the sweep
   * @param end of the sweep
   */
  SwapTimeline(long origin, long begin, long end) {
    this.origin = origin;
    this.begin = begin;
    this.end = end;
  }

  void latency(long arrived, long millis) {
    latencies
        .computeIfAbsent(Math.floorDiv(arrived - origin, 1_000L), s -> new Histogram(3))
        .recordValue(millis);
  }

  /** A line for each second since the origin, and one for each checkpoint. */
  String text(List<ThreadLoad.Second> loads, List<CheckpointTimes> checkpoints) {
    TreeMap<Long, StringBuilder> lines = new TreeMap<>();
    latencies.forEach(
        (second, histogram) ->
            line(lines, second)
                .append(
                    String.format(
                        Locale.ROOT,
                        "%6d rows, p50 %d, p99 %d, most %d ms",
                        histogram.getTotalCount(),
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(99),
                        histogram.getMaxValue())));
    for (ThreadLoad.Second load : loads) {
      line(lines, Math.floorDiv(load.at() - 500 - origin, 1_000L)).append("\n      ").append(load);
    }
    for (CheckpointTimes checkpoint : checkpoints) {
      long at = checkpoint.triggered() - origin;
      line(lines, Math.floorDiv(at, 1_000L))
          .append(
              "\n      checkpoint at %d, %d ms, %d kB: %s"
                  .formatted(
                      at, checkpoint.millis(), checkpoint.bytes() >> 10, checkpoint.tasks()));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "since the announcement; the sweep is from %d to %d ms%n"
            .formatted(begin - origin, end - origin));
    lines.forEach((second, line) -> text.append(second).append(" s: ").append(line).append("\n"));
    return text.toString();
  }

  private static StringBuilder line(TreeMap<Long, StringBuilder> lines, long second) {
    return lines.computeIfAbsent(second, s -> new StringBuilder());
  }
}
