// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import java.util.List;

/**
 * What a data set came to.
 *
 * @param name of its folder
 * @param whole whether all of its edges were taken, so that it can be compared with others' figures
 * @param candidates how many there are for each edge
 * @param courses in batches, then per event
 */
record Chapter(
    String name, boolean whole, int vertices, Split split, int candidates, List<Course> courses) {

  /**
   * One convention.
   *
   * @param cpuSeconds that both courses took, tuning and measuring
   */
  record Course(Convention convention, Tuning tuning, List<Outcome> outcomes, double cpuSeconds) {}

  List<Outcome> outcomes(Convention convention) {
    return courses.stream()
        .filter(course -> course.convention().equals(convention))
        .findFirst()
        .orElseThrow()
        .outcomes();
  }
}
