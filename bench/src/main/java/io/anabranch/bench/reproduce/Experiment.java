// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.device.Device;
import java.util.List;

/**
 * One model on one data set under one protocol. It has no state of its own: a run is a function of
 * its number, so runs may be done in any order, side by side, and by different processes.
 */
public interface Experiment {

  /** Names the results file: lower-case letters, digits and '-', such as {@code gcn-cora}. */
  String id();

  /** For people, such as {@code GCN, Cora}. */
  String title();

  /** The table of the page that it stands in. */
  Group group();

  /** The folder of the data set. */
  String dataSet();

  /** The runs, in order; another scale may have the same runs with another limit of epochs. */
  List<Run> runs(Scale scale);

  /**
   * Trains and evaluates once.
   *
   * @param device of one thread: runs go side by side
   */
  Outcome run(Run run, DataSets data, Device device);

  /** What the page says of the runs. */
  List<Row> rows();
}
