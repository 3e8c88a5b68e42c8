// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stream through the local engine, both directions of every edge. An edge is scored with the
 * rows of its ends as they are before it; then it and what is new of its ends go in.
 */
final class Replay {

  /** Edges between two flushes: rows are at most so many edges old. */
  private static final int BUNDLE = 20;

  /** Scores by surprise. */
  static final List<String> SURPRISES = List.of("surprise, mean", "surprise, largest");

  /** A score of who gave few ratings. */
  static final String SILENT = "gave few ratings";

  /** Surprises around a vertex. */
  private static final class Around {
    private double sum;
    private double largest;
    private int count;

    void add(double surprise) {
      sum += surprise;
      largest = Math.max(largest, surprise);
      count++;
    }
  }

  private final FraudStream stream;
  private final LocalEngine engine;
  private final Activity activity = new Activity();
  private final Map<String, Around> surprises = new HashMap<>();
  private int done;

  Replay(FraudStream stream, SageModel model) {
    this.stream = stream;
    this.engine =
        new LocalEngine(
            model, new LocalEngine.Settings(Duration.ofDays(36_500), Integer.MAX_VALUE, true));
  }

  /** Goes on to after so many edges, and says what is known then. */
  Moment until(int edges) {
    for (; done < edges; done++) {
      take(stream.edges().get(done));
      if (done % BUNDLE == BUNDLE - 1) {
        engine.flush();
      }
    }
    engine.flush();
    return moment();
  }

  private void take(EdgeEvent edge) {
    float[] u = engine.embedding(edge.src());
    float[] v = engine.embedding(edge.dst());
    if (u != null && v != null) {
      double surprise = Exponential.softplus(-dot(u, v));
      surprises.computeIfAbsent(edge.src(), x -> new Around()).add(surprise);
      surprises.computeIfAbsent(edge.dst(), x -> new Around()).add(surprise);
    }
    activity.edge(edge.src(), edge.dst(), edge.timestamp());
    engine.apply(edge);
    for (String end : List.of(edge.src(), edge.dst())) {
      engine.apply(
          new FeaturesEvent(end, edge.timestamp(), activity.features(end, edge.timestamp())));
    }
  }

  /** Of v, added up in double in the order of the elements: {@code z_u . z_v}. */
  private static double dot(float[] u, float[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += (double) u[i] * v[i];
    }
    return sum;
  }

  private Moment moment() {
    long now = stream.edges().get(done - 1).timestamp();
    List<String> users = stream.labels().keySet().stream().filter(activity::knows).toList();
    List<float[]> rows = new ArrayList<>();
    List<float[]> features = new ArrayList<>();
    double[] mean = new double[users.size()];
    double[] largest = new double[users.size()];
    double[] silent = new double[users.size()];
    for (int i = 0; i < users.size(); i++) {
      String user = users.get(i);
      Around around = surprises.getOrDefault(user, new Around());
      rows.add(engine.embedding(user));
      features.add(activity.features(user, now));
      mean[i] = around.sum / Math.max(1, around.count);
      largest[i] = around.largest;
      silent[i] = -activity.outDegree(user);
    }
    Map<String, double[]> scores =
        Map.of(SURPRISES.get(0), mean, SURPRISES.get(1), largest, SILENT, silent);
    int[] labels = users.stream().mapToInt(stream.labels()::get).toArray();
    return new Moment(done, users, labels, rows, features, scores);
  }
}
