// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What a stage tells of its bundles. */
final class BundleMetrics {

  static final int WINDOW = 2_000; // samples

  private final Histogram size;
  private final Histogram millis;

  BundleMetrics(MetricGroup group) {
    this.size = group.histogram("bundleSize", new DescriptiveStatisticsHistogram(WINDOW));
    this.millis = group.histogram("bundleMillis", new DescriptiveStatisticsHistogram(WINDOW));
  }

  void flushed(int vertices, long nanos) {
    size.update(vertices);
    millis.update(nanos / 1_000_000);
  }
}
