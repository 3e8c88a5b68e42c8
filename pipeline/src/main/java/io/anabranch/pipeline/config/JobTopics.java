// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.connectors.kafka.Topics;
import java.util.Set;
import java.util.TreeSet;

/** The topics of a job, those that it may do without too. */
public final class JobTopics {

  private JobTopics() {}

  /**
   * Creates those that are not there yet; those that are stay as they are.
   *
   * @param replication of each partition; -1 for the broker's default
   * @return the names of those created
   */
  public static Set<String> create(AnabranchConfig config, short replication) {
    int partitions = config.topics().partitions();
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      Set<String> created =
          new TreeSet<>(topics.create(config.topics().names(), partitions, replication));
      if (config.link().enabled()) {
        created.addAll(topics.create(config.link().topics(), partitions, replication));
      }
      return created;
    }
  }
}
