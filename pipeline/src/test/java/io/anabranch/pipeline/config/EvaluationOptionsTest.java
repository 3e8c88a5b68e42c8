// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.pipeline.prequential.ScorerName;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The section {@code evaluation}. */
class EvaluationOptionsTest {

  @Test
  void usageExample() {
    assertFalse(AnabranchConfig.defaults().evaluation().enabled());
    AnabranchConfig.Evaluation evaluation =
        AnabranchConfig.of(
                "evaluation.enabled=true",
                "evaluation.one-in=3",
                "evaluation.drift-scorer=recency-popularity")
            .evaluation();
    assertEquals(3, evaluation.oneIn());
    assertEquals(ScorerName.RECENCY_POPULARITY, evaluation.drift().scorer());
    assertEquals(0.2f, evaluation.drift().fall());
  }

  @Test
  void allFaultsComeAtOnce() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                AnabranchConfig.of(
                    "evaluation.enabled=perhaps",
                    "evaluation.one-in=0",
                    "evaluation.drift-fall=1",
                    "evaluation.half-live=1d",
                    "evaluation.embeddings=false",
                    "evaluation.fading=500",
                    "evaluation.drift-reference=500",
                    "topics.evaluation=anabranch.alerts"));
    assertEquals(
        """
        command line: evaluation.half-live: expected evaluation.half-life; came an unknown option
        command line: evaluation.enabled: expected true or false; came "perhaps"
        command line: evaluation.one-in: expected a whole number from 1 to 1000000; came "0"
        command line: evaluation.drift-fall: expected a number from 0.01 to 0.99, such as 0.001; \
        came "1"
        default and command line: topics.alerts and topics.evaluation: expected a topic of its own \
        for each; came "anabranch.alerts" for both
        default and command line: evaluation.drift-scorer and evaluation.embeddings: expected a \
        watched scorer that ranks; came embeddings, and they do not
        command line: evaluation.drift-reference and evaluation.fading: expected a reference of \
        more edges than count in a measure; came 500 and 500""",
        refused.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }
}
