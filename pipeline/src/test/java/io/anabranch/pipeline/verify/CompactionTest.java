// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** When the offsets that are there say that none was taken out. */
class CompactionTest {

  private final Compaction compaction = new Compaction();

  @Test
  void aTopicWithoutHolesIsWhole() {
    see(0, "a", 0);
    see(0, "b", 1);
    see(1, "c", 0);
    assertTrue(compaction.isExcluded());
  }

  /** A pass that went beyond 2 would have taken 0 out; so what is missing behind is a marker. */
  @Test
  void holesBehindAKeyThatComesAgainAreMarkers() {
    see(0, "a", 0);
    see(0, "b", 1);
    see(0, "a", 2);
    see(0, "b", 5);
    assertTrue(compaction.isExcluded());
  }

  @Test
  void aHoleBeforeAKeyThatComesAgainMayBeCompaction() {
    see(0, "a", 0);
    see(0, "b", 2);
    see(0, "a", 3);
    assertFalse(compaction.isExcluded());
  }

  @Test
  void aTopicThatBeginsLaterIsNotWhole() {
    see(0, "a", 0);
    see(0, "a", 1);
    see(1, "b", 1);
    assertFalse(compaction.isExcluded(), "one partition is enough");
  }

  private void see(int partition, String key, long offset) {
    compaction.see(
        new ConsumerRecord<>("rows", partition, offset, key.getBytes(UTF_8), new byte[0]));
  }
}
