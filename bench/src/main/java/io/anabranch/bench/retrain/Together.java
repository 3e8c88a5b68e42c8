// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.link.LinkTest;
import io.anabranch.model.link.TimeSplit;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.retrain.ServedRows;

/**
 * Rows of the table in which rules, and a model's rows, are put together: see {@link Blend}.
 *
 * @param snapshot of all that was before the edges that judge
 * @param past the part of it that retraining learns from
 * @param kept the edges of it that retraining keeps back
 */
record Together(GraphSnapshot snapshot, GraphSnapshot past, LinkTest kept, Scores scores) {

  static Together of(GraphSnapshot snapshot, double share, Scores scores) {
    TimeSplit split = TimeSplit.newest(snapshot, share);
    LinkTest kept = LinkExam.draw(split.past(), split.later(), 1).known();
    return new Together(snapshot, split.past(), kept, scores);
  }

  /** Without any model. */
  void rules() {
    scores.row(
        "rules together",
        Blend.fit(Blend.facts(past, null), kept).score(Blend.facts(snapshot, null)));
  }

  /** Of a model that has learnt from the past alone. */
  Blend fit(SageModel model) {
    return Blend.fit(Blend.facts(past, rows(model, past)), kept);
  }

  /** Judged with the rows that the model has now. */
  void row(String name, Blend blend, SageModel model) {
    scores.row(name, blend.score(Blend.facts(snapshot, rows(model, snapshot))));
  }

  private static LinkScore rows(SageModel model, GraphSnapshot graph) {
    Matrix rows = ServedRows.of(model, graph);
    return LinkScore.innerProduct(rows);
  }
}
