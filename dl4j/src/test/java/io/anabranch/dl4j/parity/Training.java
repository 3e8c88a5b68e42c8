// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.parity;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Segments;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.NodeTrainer;
import io.anabranch.model.training.Adam;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Ten steps of a training on a device. */
interface Training {

  int STEPS = 10;

  /**
   * The loss of each step.
   *
   * @param seed of all that is random: equal on all devices
   */
  float[] losses(Device device, NodeDataSet data, long seed);

  /** As {@link NodeTrainer} does it. */
  static Training byAdam(float rate, Function<NodeDataSet, NodeNetwork> make) {
    return (device, data, seed) -> {
      NodeNetwork network = make.apply(data);
      NodeTrainer trainer = new NodeTrainer(device, data, network, seed);
      Adam adam = new Adam(rate, network.parameters());
      float[] losses = new float[STEPS];
      for (int step = 0; step < STEPS; step++) {
        losses[step] = trainer.step(adam, step);
      }
      return losses;
    };
  }

  /** Plain gradient descent: a step is as large as the gradient, of which Adam keeps the sign. */
  static Training bySgd(float rate, Function<NodeDataSet, NodeNetwork> make) {
    return (device, data, seed) -> {
      NodeNetwork network = make.apply(data);
      float[] losses = new float[STEPS];
      for (int step = 0; step < STEPS; step++) {
        Tape tape = new Tape(device);
        Variable logits = network.logits(tape, Dropouts.of(seed, step));
        Variable loss = network.decay().addTo(tape, entropy(tape, logits, data));
        tape.backward(loss);
        network.parameters().forEach(parameter -> descend(rate, parameter));
        losses[step] = loss.scalar();
      }
      return losses;
    };
  }

  private static Variable entropy(Tape tape, Variable logits, NodeDataSet data) {
    Operations o = new Operations(tape);
    int[] rows = data.train();
    Segments chosen = Segments.of(data.labels().length, rows);
    int[] labels = IntStream.of(rows).map(row -> data.labels()[row]).toArray();
    Variable logp = o.logSoftmax(o.gatherRows(logits, chosen));
    return o.crossEntropy(logp, labels, IntStream.range(0, rows.length).toArray());
  }

  private static void descend(float rate, Parameter parameter) {
    float[] values = parameter.value().values();
    float[] gradient = parameter.gradient().values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= rate * gradient[i];
    }
    parameter.clearGradient();
  }
}
