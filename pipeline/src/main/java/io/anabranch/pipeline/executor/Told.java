// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.training.ParameterValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** What the client has been told. It comes to a network only when all of it has been. */
final class Told {

  private final Task task;
  private final Consumer<Epoch> listener;
  private final List<Epoch> epochs = new ArrayList<>();
  private List<String> devices = List.of();
  private float[] weights = new float[0];
  private Message.End end;

  Told(Task task, Consumer<Epoch> listener) {
    this.task = task;
    this.listener = listener;
  }

  /**
   * Hears all messages, to the end of the job.
   *
   * @throws TrainingFailedException when they are not all there
   */
  TrainedNetwork all(Iterator<byte[]> messages) throws TrainingFailedException {
    while (messages.hasNext()) {
      hear(MessageFormat.read(messages.next()));
    }
    if (end == null || weights.length != end.count()) {
      throw new TrainingFailedException(
          "expected all trained weights; the job has ended after %d".formatted(weights.length),
          false,
          null);
    }
    SageNetwork network = task.network(end.inputWidth(), end.labels().size());
    ParameterValues.set(network.parameters(), weights);
    return new TrainedNetwork(network, end.labels(), List.copyOf(epochs), devices);
  }

  private void hear(Message message) {
    if (message instanceof Message.Begin begin) {
      devices = begin.devices();
    } else if (message instanceof Message.OfEpoch of) {
      epochs.add(of.epoch());
      listener.accept(of.epoch());
    } else if (message instanceof Message.Weights more) {
      int before = weights.length;
      weights = Arrays.copyOf(weights, before + more.values().length);
      System.arraycopy(more.values(), 0, weights, before, more.values().length);
    } else if (message instanceof Message.End last) {
      end = last;
    } else {
      throw new IllegalStateException("executors do not tell clients of " + message.getClass());
    }
  }
}
