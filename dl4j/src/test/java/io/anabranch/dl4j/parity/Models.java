// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.parity;

import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.autoencoder.Gae;
import io.anabranch.model.autoencoder.GcnEncoder;
import io.anabranch.model.autoencoder.GcnGaussian;
import io.anabranch.model.autoencoder.GcnInput;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.autoencoder.Reconstruction;
import io.anabranch.model.autoencoder.Vgae;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.pooling.GraphInputs;
import io.anabranch.model.pooling.GraphRecipe;
import io.anabranch.model.pooling.GraphTrainer;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.pooling.PoolingSettings;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.SupervisedObjective;
import io.anabranch.model.sage.Targets;
import io.anabranch.model.training.Adam;
import java.util.stream.IntStream;

/** Trainings of the models that do not classify vertices by a {@code NodeNetwork}. */
final class Models {

  /** Makes an autoencoder of a graph; the seed decides weights and noise. */
  interface MakeAutoencoder {
    Autoencoder make(GcnInput input, Reconstruction aim, long seed);
  }

  private Models() {}

  static Gae gae(GcnInput input, Reconstruction aim, long seed) {
    return new Gae(new GcnEncoder(input, seed), new InnerProduct(), aim);
  }

  static Vgae vgae(GcnInput input, Reconstruction aim, long seed) {
    return new Vgae(new GcnGaussian(input, seed), new InnerProduct(), aim, seed);
  }

  static Training autoencoder(float rate, MakeAutoencoder maker) {
    return (device, data, seed) -> {
      Autoencoder model =
          maker.make(
              GcnInput.of(data.graph(), data.features()), Reconstruction.of(data.graph()), seed);
      Adam adam = new Adam(rate, model.parameters());
      float[] losses = new float[Training.STEPS];
      for (int step = 0; step < losses.length; step++) {
        Tape tape = new Tape(device);
        Variable loss = model.loss(tape, step);
        tape.backward(loss);
        adam.step();
        losses[step] = loss.scalar();
      }
      return losses;
    };
  }

  /** The whole training set in one batch, all in-neighbors heard. */
  static Training sage(float rate, Aggregation aggregation) {
    return (device, data, seed) -> {
      SageSettings settings =
          SageSettings.of(aggregation, false, 16, data.classes()).with(0.5f, 5e-4f);
      SageNetwork network = new SageNetwork(settings, data.features().columns(), seed);
      SupervisedObjective objective =
          new SupervisedObjective(
              device,
              network,
              new AttributedGraph(data.graph(), Features.of(data.rowNormalisedFeatures())),
              Targets.labels(data.labels()),
              new Split(data.train(), data.validation()),
              BatchPlan.whole(2, seed));
      Adam adam = new Adam(rate, network.parameters());
      return losses(step -> objective.epoch(step, adam));
    };
  }

  /** On graphs of ENZYMES, whatever the data: two batches an epoch. */
  static Training pooling(float rate, String name) {
    return (device, data, seed) -> {
      GraphDataSet graphs =
          GraphDataSetReader.read(DataSetFiles.real("tu-enzymes"), VertexFeatures.LABELS);
      int[] learning = IntStream.range(0, 40).map(i -> i * 15).toArray();
      PoolingSettings settings = PoolingSettings.named(name).withHidden(16);
      GraphInputs inputs = new GraphInputs(graphs, learning, settings);
      PoolingNetwork network =
          new PoolingNetwork(settings, inputs.width(), 126, graphs.classes(), seed);
      GraphTrainer trainer =
          new GraphTrainer(device, inputs, network, new GraphRecipe(20, rate, 2), seed);
      return losses(step -> (float) trainer.epoch(step, learning));
    };
  }

  /** The loss of a step, which is taken. */
  private interface Step {
    float take(int number);
  }

  private static float[] losses(Step step) {
    float[] losses = new float[Training.STEPS];
    for (int s = 0; s < losses.length; s++) {
      losses[s] = step.take(s);
    }
    return losses;
  }
}
