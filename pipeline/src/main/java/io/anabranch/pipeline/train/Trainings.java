// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.util.List;
import java.util.stream.Collectors;

/** All of them. */
public final class Trainings {

  private static final List<Training> ALL =
      List.of(
          new GcnTraining(),
          new SageTraining(),
          new GatTraining(),
          new AutoencoderTraining(false),
          new AutoencoderTraining(true),
          new DiffPoolTraining(),
          new RingTraining());

  private Trainings() {}

  public static List<Training> all() {
    return ALL;
  }

  /**
   * The one whose artifacts have that architecture.
   *
   * @throws TrainingException when there is none
   */
  public static Training ofArchitecture(String architecture) {
    return of(architecture.equals("graphsage") ? "sage" : architecture);
  }

  /**
   * The one of that model.
   *
   * @throws TrainingException when there is none
   */
  public static Training of(String model) {
    return ALL.stream()
        .filter(training -> training.model().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                new TrainingException(
                    "a model is one of %s; came '%s'"
                        .formatted(
                            ALL.stream().map(Training::model).collect(Collectors.joining(", ")),
                            model)));
  }
}
