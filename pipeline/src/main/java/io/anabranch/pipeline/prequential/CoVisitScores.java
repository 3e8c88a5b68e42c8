// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/** What the source's newest partners say of the others, added up over the newest few of them. */
final class CoVisitScores {

  private static final int NEWEST = 5;
  private static final int NEWEST_FOR_NEXT = 3;
  private static final int OTHERS = 20;
  private static final double SMALL = 5; // so that few meetings do not say much
  private static final double DAY = 86_400_000;

  double[] next = {}; // who comes next after the newest partners
  double[] nextNew = {}; // who comes next for the first time
  double[] together = {}; // cosine of common visitors
  double[] twoHop = {}; // partners of others who met the newest partners, the newest first
  double[] twoHopLately = {}; // the same, the later the better
  double[] wedge = {}; // partners of the newest partners

  private Scene scene;

  void open(Scene scene) {
    this.scene = scene;
    int n = scene.size();
    next = cleared(next, n);
    nextNew = cleared(nextNew, n);
    together = cleared(together, n);
    twoHop = cleared(twoHop, n);
    twoHopLately = cleared(twoHopLately, n);
    wedge = cleared(wedge, n);
    Partners partners = scene.partners();
    for (int i = 0; i < Math.min(NEWEST, partners.size()); i++) {
      add(partners.vertex(partners.size() - 1 - i), i);
    }
  }

  private static double[] cleared(double[] room, int n) {
    double[] scores = room.length < n ? new double[n] : room;
    Arrays.fill(scores, 0, n, 0);
    return scores;
  }

  private void add(int partner, int i) {
    double weight = 1.0 / (1 + i);
    CoVisits coVisits = scene.memory().coVisits();
    if (i < NEWEST_FOR_NEXT) {
      addShares(coVisits.next(partner), weight, next);
      addShares(coVisits.nextNew(partner), weight, nextNew);
    }
    addCosines(partner, coVisits.together(partner), weight);
    addTwoHops(partner, weight);
    addWedges(scene.memory().partners(partner), weight);
  }

  private void addShares(Counts counts, double weight, double[] scores) {
    if (counts == null) {
      return;
    }
    double share = weight / (counts.total() + 2.0);
    counts.forEach(
        (vertex, count) -> {
          int c = scene.candidates().position(vertex);
          if (c >= 0) {
            scores[c] += share * count;
          }
        });
  }

  private void addCosines(int partner, Counts counts, double weight) {
    if (counts == null) {
      return;
    }
    double own = scene.memory().popularity(partner).distinct + SMALL;
    counts.forEach(
        (vertex, count) -> {
          int c = scene.candidates().position(vertex);
          if (c >= 0) {
            double others = scene.memory().popularity(vertex).distinct + SMALL;
            together[c] += weight * count / Math.sqrt(own * others);
          }
        });
  }

  private void addTwoHops(int partner, double weight) {
    Partners visitors = scene.memory().visitors(partner);
    int rank = 0;
    for (int at = visitors.size() - 1; at >= 0 && rank < OTHERS; at--) {
      if (visitors.vertex(at) != scene.src()) {
        rank++;
        addTwoHops(partner, scene.memory().partners(visitors.vertex(at)), weight, rank);
      }
    }
  }

  private void addTwoHops(int partner, Partners other, double weight, int rank) {
    double rare = 1 / (1 + Magnitude.of(other.size()));
    for (int i = 0; i < Math.min(OTHERS, other.size()); i++) {
      int at = other.size() - 1 - i;
      int c = scene.candidates().position(other.vertex(at));
      if (c >= 0 && other.vertex(at) != partner) {
        twoHop[c] += weight / ((1 + rank) * (1 + i));
        double days = Math.max(0, scene.time() - other.last(at)) / DAY;
        twoHopLately[c] += weight * rare / (1 + days * days);
      }
    }
  }

  private void addWedges(Partners theirs, double weight) {
    for (int i = 0; i < Math.min(OTHERS, theirs.size()); i++) {
      int c = scene.candidates().position(theirs.vertex(theirs.size() - 1 - i));
      if (c >= 0) {
        wedge[c] += weight / (1 + i);
      }
    }
  }
}
