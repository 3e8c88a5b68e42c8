// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/** The names of keyed states. They outlive every process: never change one. */
public final class StateNames {

  /** Packed vertices: one value a vertex. */
  public static final String VERTICES = "vertex";

  /** Pages of vertices, behind the first. */
  public static final String PAGES = "pages";

  /** Clocks and probes: one value a key group. */
  public static final String CONTROLS = "control";

  /** Erases that are kept: one value a key group. */
  public static final String ERASES = "erases";

  /** Links that wait to be counted: one value a key group. */
  public static final String LINKS = "links";

  private StateNames() {}

  /**
   * The name of what a stage has twice, so that one model can follow another: in one of the two lie
   * the models with an even epoch, in the other one those with an odd one.
   */
  public static String slotted(String name, int epoch) {
    return (epoch & 1) == 0 ? name : name + "-1";
  }
}
