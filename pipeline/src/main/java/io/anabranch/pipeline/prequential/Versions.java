// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.IOException;

/** The check that all formats of the evaluation's memory begin with. */
public final class Versions {

  private Versions() {}

  /**
   * Requires the version that is known.
   *
   * @throws IOException when another came
   */
  public static void require(String what, int known, int came) throws IOException {
    if (came != known) {
      throw new IOException("%s: expected format version %d; came %d".formatted(what, known, came));
    }
  }
}
