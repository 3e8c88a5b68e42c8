// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RestoresTest {

  @Test
  void aFailureOfRestoringIsToldByItsCauses() {
    Exception failure =
        new Exception(
            "the job failed",
            new Exception(
                "Could not restore keyed state backend for layer-2 from any of the 1 options.",
                new IOException("corrupt block", new NullPointerException())));
    assertTrue(Restores.failed(failure));
    assertEquals("corrupt block", Restores.reason(failure));
  }

  @Test
  void anotherFailureIsNone() {
    assertFalse(Restores.failed(new Exception("the job failed", new IOException("disk full"))));
  }
}
