// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

/**
 * Where executors that train one network together meet. A call returns when each of them has made
 * the same call, and gives the same to all.
 */
public interface Meeting {

  /**
   * What an executor has learnt since the last average.
   *
   * @param values of all parameters
   * @param items that it has learnt from since
   * @param done it takes no more steps in this epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(float[] values, long items, boolean done) {}

  /**
   * @param values to go on from
   * @param done nobody takes more steps in this epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Average(float[] values, boolean done) {}

  /**
   * An executor's epoch.
   *
   * @param loss the mean over its items
   * @param validationLoss what the first executor says; of no meaning from others
   * @param validationMetric likewise
   */
  record Account(float loss, long items, double validationLoss, double validationMetric) {}

  /** Gives the {@link ParameterAverage} of all parts. */
  Average average(Part part);

  /** Gives the mean loss over all items, their number, and the first executor's validation. */
  Account account(Account own);

  /** How many executors there are. */
  int executors();

  /** Which of them this one is, from 0. */
  int executor();
}
