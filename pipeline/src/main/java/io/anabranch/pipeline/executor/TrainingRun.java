// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SharedTrainer;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.Meeting;
import io.anabranch.model.training.ParameterValues;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An executor's training. The first executor tells of each epoch, and of the weights when all is
 * done; the others keep silent.
 */
record TrainingRun(Task task, int every, Meeting meeting, Consumer<Message> teller) {

  /** Weights in a message. */
  static final int PIECE = 1 << 18;

  void run(GraphSnapshot snapshot, Device device) {
    train(task.share(snapshot, device, meeting.executor(), meeting.executors()));
  }

  private void train(Task.Share share) {
    Objective objective = share.objective();
    boolean tells = meeting.executor() == 0;
    SharedTrainer.train(
        objective,
        task.recipe(),
        every,
        meeting,
        epoch -> {
          if (tells) {
            teller.accept(new Message.OfEpoch(epoch));
          }
        });
    if (tells) {
      float[] weights = ParameterValues.of(objective.network().parameters());
      for (int from = 0; from < weights.length; from += PIECE) {
        int to = Math.min(weights.length, from + PIECE);
        teller.accept(new Message.Weights(Arrays.copyOfRange(weights, from, to)));
      }
      teller.accept(
          new Message.End(weights.length, objective.network().inputWidth(), share.labels()));
    }
  }
}
