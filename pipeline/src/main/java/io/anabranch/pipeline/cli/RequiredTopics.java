// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.config.AnabranchConfig.Kafka;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics that a command cannot do without. */
final class RequiredTopics {

  private RequiredTopics() {}

  /** The topics, all of them there; otherwise those that are missing are named. */
  static Map<String, TopicInfo> describe(Kafka kafka, List<String> names) {
    try (Topics topics = Topics.connect(kafka.bootstrapServers(), kafka.timeout())) {
      Set<String> present = topics.list();
      List<String> missing = names.stream().filter(name -> !present.contains(name)).toList();
      if (!missing.isEmpty()) {
        throw CommandException.environment(
            "expected the topics %s at %s; there is no %s. 'anabranch topics create' creates them"
                .formatted(
                    String.join(", ", names),
                    kafka.bootstrapServers(),
                    String.join(", ", missing)));
      }
      return topics.describe(names);
    }
  }
}
