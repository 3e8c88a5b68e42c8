// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.pipeline.config.AnabranchConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows that scores and alerts name, each topic read once, when it is first asked for: after all
 * that names rows was read, so that whatever it names is there.
 */
final class RowTopics {

  private final AnabranchConfig config;
  private final Map<String, LinkRows> read = new HashMap<>();

  RowTopics(AnabranchConfig config) {
    this.config = config;
  }

  /** Those of the embeddings topic. */
  LinkRows embeddings() {
    return of(config.topics().embeddings());
  }

  /** Those that links are scored with. */
  LinkRows links() {
    return of(config.linkRowsTopic());
  }

  private LinkRows of(String topic) {
    boolean once = config.embeddings().isExactlyOnce();
    return read.computeIfAbsent(
        topic, name -> LinkRows.read(config.kafka().committed(), name, once));
  }
}
