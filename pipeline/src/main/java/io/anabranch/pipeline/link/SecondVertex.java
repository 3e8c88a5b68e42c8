// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.ArrayList;
import java.util.List;

/** What the second end keeps of a vertex: its rows, and what it is asked until a period's end. */
public final class SecondVertex {

  final HeldRows rows;
  boolean changed; // the index is to be told of its rows
  boolean asked;
  List<String> linked = List.of(); // when it is asked
  List<String> wedges = new ArrayList<>(0); // candidates, bounded; some of them twice

  SecondVertex(HeldRows rows) {
    this.rows = rows;
  }

  /** Whether it is to be looked at when a period ends. */
  boolean isAwaiting() {
    return asked || !wedges.isEmpty();
  }

  boolean isEmpty() {
    return rows.isEmpty() && !changed && !isAwaiting();
  }
}
