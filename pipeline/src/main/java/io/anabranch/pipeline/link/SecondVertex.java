// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.List;

/** What the second end keeps of a vertex: its rows, and what it is asked until a period's end. */
public final class SecondVertex {

  final HeldRows rows;
  boolean changed; // the index is to be told of its rows
  boolean asked;
  List<String> linked = List.of(); // when it is asked
  List<String> wedges = List.of(); // candidates, bounded

  SecondVertex(HeldRows rows) {
    this.rows = rows;
  }

  boolean isEmpty() {
    return rows.isEmpty() && !changed && !asked && wedges.isEmpty();
  }
}
