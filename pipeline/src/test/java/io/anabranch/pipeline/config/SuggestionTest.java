// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Test
  void theNearestOptionIsMeant() {
    assertEquals("kafka.timeout", Suggestion.insteadOf("kafka.timout"));
    assertEquals("kafka.timeout", Suggestion.insteadOf("kafak.timeout"));
    assertEquals("topics.dead-letters", Suggestion.insteadOf("topics.deadLetters"));
    assertEquals("job.parallelism", Suggestion.insteadOf("parallelism"));
  }

  @Test
  void aSectionListsWhatIsInIt() {
    assertEquals("options under bundle: max-vertices, max-delay", Suggestion.insteadOf("bundle"));
  }

  @Test
  void nothingNearSaysSo() {
    assertEquals(
        "one of the options that `anabranch config docs` lists",
        Suggestion.insteadOf("quux.frobnication-of-widgets"));
  }

  @Test
  void distanceCountsEdits() {
    assertEquals(0, Suggestion.distance("", ""));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
    assertEquals(4, Suggestion.distance("", "four"));
  }
}
