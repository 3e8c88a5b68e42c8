// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.link.TimeSplit;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.retrain.Retraining.Round;
import io.anabranch.pipeline.retrain.ServedRows;
import java.util.Locale;

/**
 * What came of the side job.
 *
 * @param begun records that had been sent when it took its snapshot
 * @param ended records that had been sent when the job had gone over
 * @param state what the job said last of the new model; null where none was published
 */
record Learnt(Round round, long begun, long ended, ModelStatus.State state) {

  /** The model that serves. */
  SageModel serving() {
    return state == ModelStatus.State.SERVING ? round.published() : round.champion();
  }

  /**
   * Prints it.
   *
   * @param now the graph at the end of the stream
   */
  void print(Lines lines, GraphSnapshot now) {
    GraphSnapshot then = round.snapshot();
    lines.line(
        "retrained",
        "from %s, %,d vertices, %,d edges, after %,d records",
        then.origin().source(),
        then.vertices().length,
        then.edges().count(),
        begun);
    lines.line(
        "new model",
        state == null
            ? "none: AUC %+.3f on the edges kept back"
            : "version %2$d, AUC %1$+.3f on the edges kept back; %3$s after %4$,d records",
        round.challenge().gain(),
        serving().version(),
        state == null ? "" : state.name().toLowerCase(Locale.ROOT),
        ended);
    TimeSplit since = TimeSplit.at(now, then.edges().latest() + 1);
    LinkExam exam = LinkExam.draw(since.past(), since.later(), 1);
    lines.line(
        "link prediction",
        "AUC %.3f with the first model, %.3f with the one that serves, on %,d edges since",
        auc(exam, round.champion(), since.past()),
        auc(exam, serving(), since.past()),
        exam.known().edges().count());
  }

  private static double auc(LinkExam exam, SageModel model, GraphSnapshot past) {
    return exam.sit(LinkScore.innerProduct(ServedRows.of(model, past))).known().auc();
  }
}
