// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.ArrayList;
import java.util.List;

/** What the second end keeps of a vertex: its rows, and what it is asked until it has searched. */
public final class SecondVertex {

  final HeldRows rows;
  boolean changed; // the index is to be told of its rows
  long askedFor = GroupClocks.NONE; // the end of the period that it is asked for
  List<String> linked = List.of(); // when it is asked
  long wedgesOf = GroupClocks.NONE; // the end of the period that the wedges are of
  List<String> wedges = new ArrayList<>(0); // candidates, bounded; some of them twice

  SecondVertex(HeldRows rows) {
    this.rows = rows;
  }

  boolean isAsked() {
    return askedFor != GroupClocks.NONE;
  }

  /** Takes candidates in; those of an earlier period are forgotten. */
  void introduce(long period, List<String> others) {
    if (period > wedgesOf) {
      forgetWedges();
      wedgesOf = period;
    }
    if (period == wedgesOf) {
      wedges.addAll(others);
    }
  }

  void forgetWedges() {
    wedges = new ArrayList<>(0);
    wedgesOf = GroupClocks.NONE;
  }

  boolean isEmpty() {
    return rows.isEmpty() && !changed && !isAsked() && wedges.isEmpty();
  }
}
