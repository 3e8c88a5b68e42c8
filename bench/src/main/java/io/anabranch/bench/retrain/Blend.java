// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.model.link.Baselines;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.link.LinkTest;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rules, and rows where there are any, put together: a weighted sum of what each says, with weights
 * that rank edges above their other targets (Rendle et al. 2009, BPR-Opt). It shows what a row
 * lacks: a clock. Weights are fitted on edges that no model has learnt from.
 */
final class Blend {

  private static final int STEPS = 400;
  private static final double RATE = 0.5;
  private static final double DECAY = 1e-4;
  private static final double HOUR = 3_600_000;

  private final double[] weights;

  private Blend(double[] weights) {
    this.weights = weights;
  }

  /** What is said of a pair, a number each. */
  interface Facts {
    double[] of(int source, int target);
  }

  /**
   * What a graph says of a pair, and its rows.
   *
   * @param rows null: the rules alone
   */
  static Facts facts(GraphSnapshot graph, LinkScore rows) {
    Map<String, LinkScore> rules = Baselines.of(graph);
    LinkScore degree = rules.get("degree");
    LinkScore common = rules.get("common neighbors");
    LinkScore met = rules.get("EdgeBank");
    LinkScore last = rules.get("user recency");
    LinkScore seen = rules.get("target recency");
    double now = graph.edges().latest();
    return (u, v) -> {
      List<Double> facts = new ArrayList<>();
      double age = age(now, seen.of(u, v));
      facts.add(age);
      facts.add(age * age / 10);
      facts.add(Math.log1p(degree.of(u, v)));
      facts.add(Math.log1p(common.of(u, v)));
      double known = met.of(u, v);
      facts.add(known);
      facts.add(known == 0 ? 0 : age(now, last.of(u, v)));
      if (rows != null) {
        facts.add(rows.of(u, v));
      }
      return facts.stream().mapToDouble(Double::doubleValue).toArray();
    };
  }

  private static double age(double now, double then) {
    return Math.log1p(Math.max(0, now - then) / HOUR);
  }

  /** Fitted on edges that came after what the facts are of. */
  static Blend fit(Facts facts, LinkTest later) {
    List<double[]> ahead = new ArrayList<>();
    for (int k = 0; k < later.edges().count(); k++) {
      int source = later.edges().from()[k];
      double[] own = facts.of(source, later.edges().to()[k]);
      for (int i = k * later.each(); i < (k + 1) * later.each(); i++) {
        double[] other = facts.of(source, later.others()[i]);
        double[] difference = new double[own.length];
        Arrays.setAll(difference, f -> own[f] - other[f]);
        ahead.add(difference);
      }
    }
    return new Blend(descend(ahead));
  }

  /** Each fact is divided by how much it differs, so that one rate fits all. */
  private static double[] descend(List<double[]> ahead) {
    int n = ahead.get(0).length;
    double[] scale = new double[n];
    for (double[] x : ahead) {
      Arrays.setAll(scale, f -> scale[f] + x[f] * x[f] / ahead.size());
    }
    Arrays.setAll(scale, f -> scale[f] == 0 ? 1 : Math.sqrt(scale[f]));
    double[] w = new double[n];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[n];
      for (double[] x : ahead) {
        double z = 0;
        for (int f = 0; f < n; f++) {
          z += w[f] * x[f] / scale[f];
        }
        double miss = 1 / (1 + StrictMath.exp(z));
        for (int f = 0; f < n; f++) {
          gradient[f] += miss * x[f] / scale[f];
        }
      }
      for (int f = 0; f < n; f++) {
        w[f] += RATE * (gradient[f] / ahead.size() - DECAY * w[f]);
      }
    }
    Arrays.setAll(w, f -> w[f] / scale[f]);
    return w;
  }

  LinkScore score(Facts facts) {
    return (u, v) -> {
      double[] x = facts.of(u, v);
      double sum = 0;
      for (int f = 0; f < x.length; f++) {
        sum += weights[f] * x[f];
      }
      return sum;
    };
  }
}
