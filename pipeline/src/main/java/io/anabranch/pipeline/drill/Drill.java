// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that goes wrong again and again while a stream flows. */
interface Drill {

  /** As it is called on the command line. */
  String name();

  /** How often it goes wrong in a full drill. */
  int fullKills();

  /** How many payments flow in a full drill. */
  int fullEvents();

  /** Options of the job, each {@code section.option=value}. */
  default String[] options() {
    return new String[0];
  }

  /**
   * Options that need files.
   *
   * @param directory of the drill
   * @param model that is served
   */
  default List<String> options(Path directory, SageModel model) throws IOException {
    return List.of();
  }

  /** Looks at what this drill alone is about; the job has been brought to rest and stopped. */
  default Findings findings(Ground ground) {
    return Findings.NONE;
  }

  /**
   * Does it.
   *
   * @param kills how often
   * @return what happened, a few words; the verdict on the result is the ground's
   */
  String run(Ground ground, int kills) throws Exception;
}
