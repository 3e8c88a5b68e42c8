// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the demo watches for, beside the embeddings: options as a configuration file has them. */
final class Rules {

  /** How far back the rules look, by event time: some 1,200 payments of the generator. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private Rules() {}

  /** For any stream: surprise, and likely partners period by period. */
  static List<String> always() {
    return List.of(
        "link.enabled=true",
        "link.period=5m",
        "link.pause=1s",
        "evaluation.enabled=true",
        "alerts.rules[0].name=odd-payment",
        "alerts.rules[0].metric=surprise",
        "alerts.rules[0].quantile=0.995",
        "alerts.rules[0].memory=5m",
        "alerts.rules[0].key=edge");
  }

  /**
   * For payments: odd ones that come together. Rings are told by a model that has learnt from such.
   * Thresholds were chosen on other seeds than are shown, see docs/demo.md.
   */
  static List<String> forPayments(Path ringModel) {
    return List.of(
        "evaluation.period=1m",
        "evaluation.window=10m",
        "evaluation.half-life=10m",
        "rings.window=" + WINDOW.toSeconds() + "s",
        "rings.trigger-quantile=0.9",
        "rings.trigger-edges=4",
        "alerts.ring-model=" + ringModel,
        "alerts.rules[1].name=ring",
        "alerts.rules[1].metric=ring",
        "alerts.rules[1].threshold=0.9",
        "alerts.rules[2].name=burst",
        "alerts.rules[2].metric=burst",
        "alerts.rules[2].threshold=4.5");
  }
}
