// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which offsets that is, in topics as they are now; finds all that speaks against it. */
final class UntilOffsets {

  private final AnabranchConfig config;
  private final TopicReader reader;
  private final List<String> faults = new ArrayList<>();

  UntilOffsets(AnabranchConfig config) {
    this.config = config;
    this.reader = config.kafka().committed();
  }

  /**
   * By input topic, the offset before which each partition is to be read.
   *
   * @throws UntilException when there are no such offsets
   */
  Map<String, long[]> of(Until until) {
    Map<String, long[]> ends = new TreeMap<>();
    TopicGraph.inputs(config).forEach(topic -> ends.put(topic, reader.ends(topic)));
    if (until instanceof Until.Time time) {
      setAll(time.time(), ends, describe());
    } else if (until instanceof Until.Offsets offsets) {
      Map<String, TopicInfo> topics = describe();
      offsets.named().forEach(offset -> set(offset, ends, topics));
    }
    if (!faults.isEmpty()) {
      throw new UntilException(faults);
    }
    return ends;
  }

  private Map<String, TopicInfo> describe() {
    AnabranchConfig.Kafka kafka = config.kafka();
    try (Topics topics = Topics.connect(kafka.bootstrapServers(), kafka.timeout())) {
      return topics.describe(TopicGraph.inputs(config));
    }
  }

  private void set(Until.Offset wanted, Map<String, long[]> ends, Map<String, TopicInfo> topics) {
    TopicInfo info = topics.get(wanted.topic());
    int p = wanted.partition();
    if (info == null) {
      fault(wanted, "expected a topic of " + String.join(", ", topics.keySet()));
    } else if (p >= info.partitions()) {
      fault(wanted, "expected a partition below " + info.partitions());
    } else if (wanted.offset() > info.ends()[p]) {
      fault(wanted, "it ends at %d".formatted(info.ends()[p]));
    } else if (wanted.offset() < info.begins()[p]) {
      fault(wanted, "it begins at %d: what was before is deleted".formatted(info.begins()[p]));
    } else {
      ends.get(wanted.topic())[p] = wanted.offset();
    }
  }

  private void setAll(Instant time, Map<String, long[]> ends, Map<String, TopicInfo> topics) {
    ends.replaceAll((topic, now) -> reader.offsetsAt(topic, time, now));
    for (TopicInfo info : topics.values()) {
      for (int p = 0; p < info.partitions(); p++) {
        if (info.begins()[p] > 0 && ends.get(info.name())[p] == info.begins()[p]) {
          faults.add(
              "%s:%d begins at %d, with what was written from %s on: what was before is deleted;"
                      .formatted(info.name(), p, info.begins()[p], time)
                  + " what is left is read with --until %s".formatted(Until.text(ends)));
        }
      }
    }
  }

  private void fault(Until.Offset wanted, String why) {
    faults.add("%s: %s".formatted(wanted, why));
  }
}
