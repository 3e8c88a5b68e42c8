// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.TimeSplit;
import io.anabranch.model.link.TooFewEdgesException;
import io.anabranch.model.snapshot.GraphSnapshot;

/** What models are learnt from and compared on, the same for all of them. */
record Ground(TimeSplit split, LinkExam exam) {

  /**
   * @throws NotYetException when the snapshot has too few edges
   */
  static Ground of(GraphSnapshot snapshot, RetrainSettings settings) throws NotYetException {
    try {
      TimeSplit split = TimeSplit.newest(snapshot, settings.share());
      LinkExam exam = LinkExam.draw(split.past(), split.later(), settings.seed());
      if (exam.known().edges().count() == 0) {
        throw new NotYetException(
            "the snapshot: expected later edges between known vertices, to compare by; of %d none is"
                .formatted(exam.count()));
      }
      return new Ground(split, exam);
    } catch (TooFewEdgesException e) {
      throw new NotYetException("the snapshot: " + e.getMessage(), e);
    }
  }
}
