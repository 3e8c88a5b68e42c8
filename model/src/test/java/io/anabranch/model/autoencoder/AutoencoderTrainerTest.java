// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autoencoder.AutoencoderTrainer.Epoch;
import io.anabranch.model.autoencoder.AutoencoderTrainer.Recipe;
import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.graph.InNeighbors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Short trainings on Cora. */
class AutoencoderTrainerTest {

  private static final Recipe SHORT = new Recipe(60, 0.01f);

  @Test
  void gaeLearnsCora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    LinkSplit split = LinkSplit.draw(data.graph(), 2);
    GcnInput input = GcnInput.of(split.trainingGraph(), data.features());
    Gae gae = new Gae(new GcnEncoder(input, 2), new InnerProduct(), aim(split));
    List<Epoch> epochs = new ArrayList<>();
    AutoencoderTrainer trainer = new AutoencoderTrainer(Device.cpu(), split, gae);
    double untrained = trainer.test().auc();
    assertTrue(untrained < 0.8, () -> "untrained " + untrained);
    trainer.train(SHORT, epochs::add);
    assertEquals(60, epochs.size());
    assertTrue(epochs.get(59).loss() < epochs.get(0).loss());
    assertEquals(trainer.validate(), epochs.get(59).validation());
    assertAbove(0.88, trainer.test());
  }

  @Test
  void vgaeLearnsCora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    LinkSplit split = LinkSplit.draw(data.graph(), 2);
    GcnInput input = GcnInput.of(split.trainingGraph(), data.features());
    assertAbove(0.88, trained(split, vgae(split, input, 2)));
  }

  @Test
  void gaeLearnsCoraWithoutFeatures() {
    InNeighbors graph = NodeDataSetReader.readGraph(DataSetFiles.real("cora"));
    LinkSplit split = LinkSplit.draw(graph, 3);
    GcnInput input = GcnInput.withoutFeatures(split.trainingGraph());
    Gae gae = new Gae(new GcnEncoder(input, 3), new InnerProduct(), aim(split));
    assertAbove(0.78, trained(split, gae));
  }

  @Test
  void trainingIsAFunctionOfItsSeeds() {
    InNeighbors graph = NodeDataSetReader.readGraph(DataSetFiles.real("cora"));
    LinkSplit split = LinkSplit.draw(graph, 3);
    float once = threeEpochs(Device.cpu(1), split, 7);
    assertEquals(once, threeEpochs(Device.cpu(2), split, 7));
    assertNotEquals(once, threeEpochs(Device.cpu(1), split, 8));
  }

  /** A decoder of one's own: edges join rows of opposite direction. */
  @Test
  void theDecoderCanBeAnother() {
    Decoder opposites =
        new Decoder() {
          private final InnerProduct product = new InnerProduct();

          @Override
          public List<Parameter> parameters() {
            return List.of();
          }

          @Override
          public Variable loss(Tape tape, Variable z, Reconstruction aim) {
            return new Operations(tape).scale(product.loss(tape, z, aim), -1);
          }

          @Override
          public float logit(Matrix z, int u, int v) {
            return -product.logit(z, u, v);
          }
        };
    InNeighbors pair = InNeighbors.of(2, new int[] {0, 1}, new int[] {1, 0});
    Parameter rows = new Parameter("rows", Matrix.of(2, 1, 1, 2));
    Gae usual = new Gae(Encoder.identity(rows), new InnerProduct(), Reconstruction.of(pair));
    Gae other = new Gae(Encoder.identity(rows), opposites, Reconstruction.of(pair));
    float loss = usual.loss(new Tape(Device.cpu(1)), 0).scalar();
    assertEquals(-loss, other.loss(new Tape(Device.cpu(1)), 0).scalar());
    assertEquals(-2f, other.decoder().logit(rows.value(), 0, 1));
  }

  private static float threeEpochs(Device device, LinkSplit split, long seed) {
    Vgae vgae = vgae(split, GcnInput.withoutFeatures(split.trainingGraph()), seed);
    List<Epoch> epochs = new ArrayList<>();
    new AutoencoderTrainer(device, split, vgae).train(new Recipe(3, 0.01f), epochs::add);
    return epochs.get(2).loss();
  }

  private static Vgae vgae(LinkSplit split, GcnInput input, long seed) {
    return new Vgae(new GcnGaussian(input, seed), new InnerProduct(), aim(split), seed);
  }

  private static Ranking trained(LinkSplit split, Autoencoder model) {
    AutoencoderTrainer trainer = new AutoencoderTrainer(Device.cpu(), split, model);
    trainer.train(SHORT, epoch -> {});
    return trainer.test();
  }

  private static Reconstruction aim(LinkSplit split) {
    return Reconstruction.of(split.trainingGraph());
  }

  private static void assertAbove(double floor, Ranking ranking) {
    assertTrue(ranking.auc() > floor, ranking::toString);
    assertTrue(ranking.averagePrecision() > floor, ranking::toString);
  }
}
