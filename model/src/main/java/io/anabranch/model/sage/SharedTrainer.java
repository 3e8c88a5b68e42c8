// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.network.EpochLoop;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.Meeting;
import io.anabranch.model.training.ParameterValues;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Trains a network as one of several executors, each on a share of its own: after so many local
 * steps, and at the end of each epoch, all go on from the average of their parameters (McMahan et
 * al. 2017, algorithm 1; Stich 2019). An executor that has come to the end of its share waits there
 * for the others. The first one looks at the validation set for all. Alone, an executor comes to
 * the very weights of {@link SageTrainer}.
 *
 * <p>Adam's moments stay where they are, at each executor: they are what its own gradients have
 * been, as the averaging of local SGD has it, whose average is of the parameters alone, and a third
 * of the bytes travel. Shares are by a hash, so the executors' gradients are of one distribution.
 */
public final class SharedTrainer {

  private final Objective objective;
  private final int every;
  private final Meeting meeting;
  private final List<Parameter> parameters;
  private int steps; // since the last average
  private long learnt; // items since the last average
  private long items; // of the epoch

  private SharedTrainer(Objective objective, int every, Meeting meeting) {
    this.objective = objective;
    this.every = every;
    this.meeting = meeting;
    this.parameters = objective.network().parameters();
  }

  /**
   * Leaves the network with the weights that the rule for stopping kept last, the same at every
   * executor.
   *
   * @param objective on this executor's share
   * @param recipe the same at every executor
   * @param every how many local steps there are from one average to the next, at least 1
   * @param listener hears of each epoch
   * @throws CancellationException when the thread is interrupted
   */
  public static void train(
      Objective objective, Recipe recipe, int every, Meeting meeting, Consumer<Epoch> listener) {
    if (every < 1) {
      throw new IllegalArgumentException("an average every 1 step or more; got " + every);
    }
    SharedTrainer trainer = new SharedTrainer(objective, every, meeting);
    EpochLoop.run(recipe, trainer.parameters, trainer::epoch, listener);
  }

  private Epoch epoch(int number, Adam adam) {
    items = 0;
    float loss = objective.epoch(number, adam, this::stepped);
    boolean done = false;
    while (!done) {
      done = meet(true);
    }
    boolean first = meeting.executor() == 0;
    Objective.Score score = first ? objective.validate() : new Objective.Score(0, 0);
    Meeting.Account all =
        meeting.account(new Meeting.Account(loss, items, score.loss(), score.metric()));
    return new Epoch(number, all.loss(), all.validationLoss(), all.validationMetric());
  }

  private void stepped(int of) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted between two steps");
    }
    learnt += of;
    items += of;
    if (++steps == every) {
      meet(false);
    }
  }

  private boolean meet(boolean done) {
    Meeting.Average average =
        meeting.average(new Meeting.Part(ParameterValues.of(parameters), learnt, done));
    ParameterValues.set(parameters, average.values());
    steps = 0;
    learnt = 0;
    return average.done();
  }
}
