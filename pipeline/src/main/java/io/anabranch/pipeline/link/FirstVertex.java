// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.subscription.Subscribers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the first end keeps of a vertex: its rows, and how many live edges there are between it and
 * each of its partners, either way. A count may be negative for a moment.
 */
public final class FirstVertex {

  private static final float NO_WEIGHT = 0f;

  final HeldRows rows;
  private final Subscribers partners;
  boolean touched; // since its partners were last asked for

  FirstVertex(HeldRows rows, Subscribers partners) {
    this.rows = rows;
    this.partners = partners;
  }

  void link(String other, int change) {
    partners.change(other, NO_WEIGHT, change);
  }

  boolean isLinkedTo(String other) {
    return partners.count(other, NO_WEIGHT) > 0;
  }

  /** How many partners there are, and were for a moment. */
  int partners() {
    return partners.size();
  }

  void writePartners(DataOutputSerializer out) throws IOException {
    partners.write(out);
  }

  /** Nothing is kept of its partners any more. */
  void deletePartners() {
    partners.delete();
  }

  /** All partners, in no particular order. */
  List<String> linked() {
    List<String> linked = new ArrayList<>();
    partners.forEach(
        (partner, weight, count) -> {
          if (count > 0) {
            linked.add(partner);
          }
        });
    return linked;
  }

  boolean isEmpty() {
    return rows.isEmpty() && partners.isEmpty();
  }
}
