// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;

/** What comes to the evaluation. What is of the gate comes in the gate's order. */
sealed interface EvaluationInput {

  /**
   * The time of a partition of the edge topic: no older edge of it is to come.
   *
   * @param partitions how many there are
   */
  record Clock(int partition, int partitions, long time) implements EvaluationInput {}

  /**
   * An add that passed the gate.
   *
   * @param clock as of this edge
   */
  record Edge(EdgeEvent edge, Clock clock) implements EvaluationInput {}

  /** A vertex was erased. */
  record Erase(EraseEvent event) implements EvaluationInput {}

  /** A vertex has a new row, or none. */
  record Row(LinkMessage.Row row) implements EvaluationInput {}

  /** A key group has gone over to another model. */
  record Mark(LinkMessage.Mark mark) implements EvaluationInput {}
}
