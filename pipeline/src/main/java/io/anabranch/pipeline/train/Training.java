// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.util.List;

/** How one of the models is trained. */
public interface Training {

  /** What commands and cards call the model, such as {@code gcn}. */
  String model();

  /** What the model does, in a few words. */
  String about();

  List<Setting> settings();

  /** Whether a data set is asked for; one that makes its own data does without. */
  default boolean readsData() {
    return true;
  }

  /**
   * Reads the data and makes a model for them.
   *
   * @throws io.anabranch.model.dataset.DataSetException when the data are not what their format
   *     says
   * @throws TrainingException when the model cannot be made for them
   */
  Session open(Request request);
}
