// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.RowLists;

/**
 * Lists by length, the longest first, so that those that have a t-th row are the first ones.
 *
 * @param byLength the lists
 * @param actives how many of them have a row 0, 1, ...; ends with 0
 */
record LstmOrder(int[] byLength, int[] actives) {

  static LstmOrder of(RowLists lists) {
    int longest = 0;
    for (int list = 0; list < lists.count(); list++) {
      longest = Math.max(longest, lists.size(list));
    }
    int[] actives = new int[longest + 1];
    for (int list = 0; list < lists.count(); list++) {
      for (int t = 0; t < lists.size(list); t++) {
        actives[t]++;
      }
    }
    int[] next = actives.clone(); // lists of length t + 1 stand from actives[t + 1] on
    int[] byLength = new int[lists.count()];
    int empty = actives[0];
    for (int list = 0; list < lists.count(); list++) {
      int size = lists.size(list);
      byLength[size == 0 ? empty++ : next[size]++] = list;
    }
    return new LstmOrder(byLength, actives);
  }

  /** Steps of the longest list. */
  int steps() {
    return actives.length - 1;
  }

  int active(int t) {
    return actives[t];
  }

  /** The p-th list of the order. */
  int list(int p) {
    return byLength[p];
  }
}
