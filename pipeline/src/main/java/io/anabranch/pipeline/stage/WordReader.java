// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.model.layer.Hearing;
import io.anabranch.model.layer.MailboxAggregator;

/**
 * Takes together what lies in the mailbox of a vertex: in the order of its roll, where there is
 * one, else word by word as they lie. Who is on the roll and has no word here yet will have said
 * one when things are at rest.
 */
final class WordReader {

  private final MailboxAggregator aggregator;
  private final Hearing hearing;

  WordReader(MailboxAggregator aggregator) {
    this.aggregator = aggregator;
    this.hearing = aggregator.hearing();
  }

  /**
   * Writes what the words come to.
   *
   * @param into aggregateWidth elements from the offset on
   */
  void read(String key, LayerVertex vertex, float[] into, int off) {
    hearing.begin(vertex.self, 0);
    if (vertex.mailbox != null) {
      if (aggregator.isOrdered()) {
        hearInOrder(vertex);
      } else {
        vertex.mailbox.forEach((source, word) -> hear(key, source, word));
      }
    }
    hearing.end(into, off);
  }

  private void hearInOrder(LayerVertex vertex) {
    if (vertex.roll == null) {
      return;
    }
    for (String source : vertex.roll) {
      float[] word = vertex.mailbox.word(source);
      if (word != null) {
        hearing.hear(word, 0);
      }
    }
  }

  private void hear(String key, String source, float[] word) {
    if (!aggregator.countsItself() || !source.equals(key)) {
      hearing.hear(word, 0);
    }
  }
}
