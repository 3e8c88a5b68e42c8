// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anabranch.model.device.Device;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.Fanouts.TooFew;
import io.anabranch.model.training.Accounts;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.Meeting;
import io.anabranch.model.training.ParameterAverage;
import io.anabranch.model.training.ParameterValues;
import io.anabranch.model.training.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTrainerTest {

  private static final int VERTICES = 60;
  private static final Recipe RECIPE = new Recipe(6, 0.02f, () -> EarlyStopping.lowestLoss(3));

  private record Outcome(float[] weights, List<Epoch> epochs) {}

  /** Executors on threads of one process. */
  private static final class Table {
    final Meeting.Part[] parts;
    final Meeting.Account[] accounts;
    final CyclicBarrier barrier;
    int averages;

    Table(int executors) {
      parts = new Meeting.Part[executors];
      accounts = new Meeting.Account[executors];
      barrier = new CyclicBarrier(executors);
    }

    Meeting seat(int executor) {
      return new Meeting() {
        @Override
        public Average average(Part part) {
          parts[executor] = part;
          await();
          long[] items = Arrays.stream(parts).mapToLong(Part::items).toArray();
          float[] mean =
              ParameterAverage.of(Arrays.stream(parts).map(Part::values).toList(), items);
          boolean done = Arrays.stream(parts).allMatch(Part::done);
          averages += executor == 0 ? 1 : 0;
          await();
          return new Average(mean, done);
        }

        @Override
        public Account account(Account own) {
          accounts[executor] = own;
          await();
          Account all = Accounts.together(List.of(accounts));
          await();
          return all;
        }

        @Override
        public int executors() {
          return parts.length;
        }

        @Override
        public int executor() {
          return executor;
        }
      };
    }

    void await() {
      try {
        barrier.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Objective objective(boolean supervised, int executor, int executors) {
    InNeighbors graph = Graphs.random(VERTICES, 400, 1);
    AttributedGraph attributed =
        new AttributedGraph(graph, Features.of(Graphs.features(VERTICES, 6, 2)));
    SageNetwork network =
        new SageNetwork(SageSettings.of(Aggregation.MEAN, false, 8, 3).with(0.2f, 1e-3f), 6, 5);
    int[] train = Shares.of(IntStream.range(0, 50).toArray(), executor, executors);
    Split split = new Split(train, IntStream.range(50, VERTICES).toArray());
    BatchPlan plan =
        new BatchPlan(7, new Fanouts(List.of(4, 3), TooFew.REPEAT), Shares.seed(9, executor));
    int[] labels = IntStream.range(0, VERTICES).map(v -> v % 3).toArray();
    Device device = Device.cpu(1 + executor % 2);
    return supervised
        ? new SupervisedObjective(device, network, attributed, Targets.labels(labels), split, plan)
        : new UnsupervisedObjective(device, network, attributed, new Context(2, 2, 5), split, plan);
  }

  private static Outcome alone(boolean supervised) {
    Objective objective = objective(supervised, 0, 1);
    List<Epoch> epochs = new ArrayList<>();
    SageTrainer.train(objective, RECIPE, epochs::add);
    return new Outcome(ParameterValues.of(objective.network().parameters()), epochs);
  }

  private static List<Outcome> together(boolean supervised, int executors, int every)
      throws Exception {
    Table table = new Table(executors);
    ExecutorService threads = Executors.newFixedThreadPool(executors);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int k = 0; k < executors; k++) {
        int executor = k;
        running.add(
            threads.submit(
                () -> {
                  Objective own = objective(supervised, executor, executors);
                  List<Epoch> epochs = new ArrayList<>();
                  SharedTrainer.train(own, RECIPE, every, table.seat(executor), epochs::add);
                  return new Outcome(ParameterValues.of(own.network().parameters()), epochs);
                }));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void oneExecutorComesToWhatThePlainTrainerComesTo() throws Exception {
    for (boolean supervised : new boolean[] {true, false}) {
      for (int every : new int[] {1, 3, 1_000}) {
        Outcome shared = together(supervised, 1, every).get(0);
        Outcome plain = alone(supervised);
        assertArrayEquals(plain.weights(), shared.weights());
        assertEquals(plain.epochs(), shared.epochs());
      }
    }
  }

  @Test
  void severalExecutorsComeToOneResultAndToTheSameAgain() throws Exception {
    for (boolean supervised : new boolean[] {true, false}) {
      List<Outcome> once = together(supervised, 3, 2);
      List<Outcome> again = together(supervised, 3, 2);
      for (int k = 0; k < 3; k++) {
        assertArrayEquals(once.get(0).weights(), once.get(k).weights());
        assertEquals(once.get(0).epochs(), once.get(k).epochs());
        assertArrayEquals(once.get(k).weights(), again.get(k).weights());
      }
      assertFalse(Arrays.equals(alone(supervised).weights(), once.get(0).weights()));
    }
  }

  /** Averaging after every step and after many are two things. */
  @Test
  void howOftenTheyMeetMatters() throws Exception {
    float[] often = together(true, 2, 1).get(0).weights();
    float[] seldom = together(true, 2, 1_000).get(0).weights();
    assertFalse(Arrays.equals(often, seldom));
  }
}
