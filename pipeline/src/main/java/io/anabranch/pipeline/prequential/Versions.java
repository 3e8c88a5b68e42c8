// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.IOException;

/** The check that all formats of this package begin with. */
final class Versions {

  private Versions() {}

  static void require(String what, int known, int came) throws IOException {
    if (came != known) {
      throw new IOException("%s: expected format version %d; came %d".formatted(what, known, came));
    }
  }
}
