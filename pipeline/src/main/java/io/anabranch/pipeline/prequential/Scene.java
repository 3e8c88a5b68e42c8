// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/** A query with what the memory knows of its source, and how each candidate stands to it. */
final class Scene {

  private final StreamMemory memory;
  private Query query;
  private Partners partners;
  private Partners visitors;
  private int[] partnerAt = {};
  private int[] visitorAt = {};

  Scene(StreamMemory memory) {
    this.memory = memory;
  }

  void open(Query query) {
    this.query = query;
    this.partners = memory.partners(query.src());
    this.visitors = memory.visitors(query.src());
    partnerAt = places(partnerAt, partners);
    visitorAt = places(visitorAt, visitors);
  }

  private int[] places(int[] room, Partners of) {
    int n = query.candidates().size();
    int[] places = room.length < n ? new int[n] : room;
    Arrays.fill(places, 0, n, -1);
    for (int at = 0; at < of.size(); at++) {
      int c = query.candidates().position(of.vertex(at));
      if (c >= 0) {
        places[c] = at;
      }
    }
    return places;
  }

  StreamMemory memory() {
    return memory;
  }

  Candidates candidates() {
    return query.candidates();
  }

  int size() {
    return query.candidates().size();
  }

  int src() {
    return query.src();
  }

  long time() {
    return query.time();
  }

  /** On whom the source has acted. */
  Partners partners() {
    return partners;
  }

  /** Who has acted on the source. */
  Partners visitors() {
    return visitors;
  }

  /** Where a candidate stands among the partners; -1 when it is none. */
  int partnerAt(int candidate) {
    return partnerAt[candidate];
  }

  Standing standing(int candidate) {
    return partnerAt[candidate] >= 0
        ? Standing.KNOWN
        : visitorAt[candidate] >= 0
            ? Standing.ADMIRER
            : partners.size() > 0 ? Standing.UNMET : Standing.OF_NEWCOMER;
  }
}
