// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.stage.LossyInlet;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;

/** Carries a stage that takes blocks and says something to a next stage. */
abstract class SendingOperator extends StageOperator<Message> {

  private static final long serialVersionUID = 1L;

  // -- runtime
  private transient Outbox outbox;
  private transient Stage stage;
  private transient BlockReader reader;

  SendingOperator(StageSettings settings) {
    super(settings);
  }

  /** The way to the next stage, whose deltas have that width. */
  final Inlet openOutbox(int messageWidth) {
    outbox = new Outbox(messageWidth, this::sendBlock);
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    return settings().loseOneIn() == 0
        ? outbox
        : new LossyInlet(outbox, subtask, settings().loseOneIn());
  }

  /** The stage, which takes deltas of that width. */
  final void openStage(Stage opened, int messageWidth) {
    stage = opened;
    reader = new BlockReader(messageWidth);
  }

  @Override
  final void receive(Message message) {
    reader.read(((Message.Block) message).bytes(), stage);
  }

  /** What is said without being dirty (to a new subscriber) waits in the outbox. */
  @Override
  final int pending() {
    return Math.max(stage.dirty(), outbox.size());
  }

  @Override
  final void flushStage() {
    stage.flush();
    outbox.drain();
  }

  @Override
  final void completed(int group, String probe) {
    sendMarks(group, probe);
  }
}
