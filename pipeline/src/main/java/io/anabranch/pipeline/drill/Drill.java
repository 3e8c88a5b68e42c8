// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

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
   * Does it.
   *
   * @param kills how often
   * @return what happened, a few words; the verdict on the result is the ground's
   */
  String run(Ground ground, int kills) throws Exception;
}
