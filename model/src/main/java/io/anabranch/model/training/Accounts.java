// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import java.util.List;

/** What the epochs of several executors come to. */
public final class Accounts {

  private Accounts() {}

  /**
   * The mean loss over all items, added up in the executors' order, and what the first one says of
   * the validation set.
   *
   * @param accounts one an executor, at least 1
   */
  public static Meeting.Account together(List<Meeting.Account> accounts) {
    Meeting.Account first = accounts.get(0);
    double loss = 0;
    long items = 0;
    for (Meeting.Account account : accounts) {
      loss += (double) account.loss() * account.items();
      items += account.items();
    }
    return new Meeting.Account(
        accounts.size() == 1 ? first.loss() : (float) (loss / items),
        items,
        first.validationLoss(),
        first.validationMetric());
  }
}
