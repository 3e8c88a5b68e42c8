// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the demo watches for, beside the embeddings: options as a configuration file has them. */
final class Rules {

  /** How far back the rules look, by event time: some 2,400 payments of the generator. */
  static final Duration WINDOW = Duration.ofMinutes(2);

  private Rules() {}

  /** For any stream: surprise, and likely partners period by period. */
  static List<String> always() {
    return List.of(
        "link.enabled=true",
        "link.period=10m",
        "link.pause=1s",
        "alerts.rules[0].name=odd-payment",
        "alerts.rules[0].metric=surprise",
        "alerts.rules[0].quantile=0.998",
        "alerts.rules[0].memory=10m",
        "alerts.rules[0].key=source");
  }

  /** For payments: rings, told by a model that has learnt from such. */
  static List<String> forRings(Path model) {
    return List.of(
        "alerts.ring-model=" + model,
        "alerts.rules[1].name=ring",
        "alerts.rules[1].metric=ring",
        "alerts.rules[1].threshold=0.9",
        "rings.window=" + WINDOW.toSeconds() + "s",
        "rings.trigger-surprise=2",
        "rings.trigger-edges=6");
  }
}
