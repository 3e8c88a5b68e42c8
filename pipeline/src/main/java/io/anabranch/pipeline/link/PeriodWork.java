// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The groups that are at work for a period, one after the other. That they are, and for which, is
 * kept with the group: after a restore they are found there.
 */
final class PeriodWork {

  private final Groups groups;
  private final Queue<Integer> due = new ArrayDeque<>();

  PeriodWork(Groups groups) {
    this.groups = groups;
    for (int group : groups.owned()) {
      if (isAtWork(group)) {
        due.add(group);
      }
    }
  }

  /** A period that ends while another one is worked for takes that one's work over. */
  void begin(int group, long period) {
    if (groups.change(group).begin(period)) {
      due.add(group);
    }
  }

  /** The last period begins, for all groups. */
  void last() {
    groups.owned().forEach(group -> begin(group, GroupClocks.LAST));
  }

  /** Whether a group is at work. */
  boolean isAtWork(int group) {
    return groups.at(group).working() != GroupClocks.NONE;
  }

  /** Whether there is work left. */
  boolean isDue() {
    return !due.isEmpty();
  }

  /** The group whose work is next. */
  int next() {
    return due.element();
  }

  /** The work of the next group is done. */
  void done() {
    groups.change(due.remove()).done();
  }
}
