// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline;

import io.anabranch.pipeline.cli.Main;

/** Breaks the rules of the pipeline. */
final class Offender {

  void start() {
    Main.main(new String[0]);
  }
}
