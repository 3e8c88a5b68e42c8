// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.graph.Induced;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.Fanouts.TooFew;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.LogisticRegression;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnsupervisedTest {

  /** Rows (1, 0), (2, 1), (0, -3). */
  private static final Matrix Z = Matrix.of(3, 2, 1, 0, 2, 1, 0, -3);

  private static final UnsupervisedLoss LOSS =
      new UnsupervisedLoss(new int[] {0, 1}, new int[] {1, 0}, new int[] {2, 1, 2}, 6);

  @Test
  void lossByHand() {
    Tape tape = new Tape(Device.cpu(1));
    // Pair (0, 1): 2 against 0, 2, 0. Pair (1, 0): 2 against -3, 5, -3.
    double first = softplus(-2) + 6 * (2 * softplus(0) + softplus(2)) / 3;
    double second = softplus(-2) + 6 * (2 * softplus(-3) + softplus(5)) / 3;
    double loss = LOSS.of(new Operations(tape), tape.constant(Z)).scalar();
    assertEquals((first + second) / 2, loss, 1e-6);
  }

  private static double softplus(double x) {
    return Math.log(1 + Math.exp(x));
  }

  @Test
  void rankingByHand() {
    // 2 > 0, 2 = 2, 2 > 0; 2 > -3, 2 < 5, 2 > -3
    assertEquals(4.5 / 6, LOSS.ranking(Z), 1e-12);
  }

  @Test
  void gradientPullsTogetherAndPushesApart() {
    Parameter z = new Parameter("z", Matrix.of(3, 1, 1, 1, 1));
    Tape tape = new Tape(Device.cpu(1));
    var loss = new UnsupervisedLoss(new int[] {0}, new int[] {1}, new int[] {2}, 1);
    tape.backward(loss.of(new Operations(tape), tape.parameter(z)));
    double s = 1 / (1 + Math.exp(-1)); // d softplus(-x) = s - 1, d softplus(x) = s
    assertEquals(s - 1 + s, z.gradient().values()[0], 1e-6);
    assertEquals(s - 1, z.gradient().values()[1], 1e-6);
    assertEquals(s, z.gradient().values()[2], 1e-6);
  }

  @Test
  void trainingIsAFunctionOfItsSeeds() {
    float once = threeSteps(1, Device.cpu(1));
    assertEquals(once, threeSteps(1, Device.cpu(2)));
    assertNotEquals(once, threeSteps(2, Device.cpu(1)));
  }

  private static float threeSteps(long seed, Device device) {
    InNeighbors graph = Graphs.random(40, 200, 1);
    Features x = Features.of(Graphs.features(40, 6, 2));
    SageNetwork network = new SageNetwork(SageSettings.of(Aggregation.LSTM, true, 8, 8), 6, 1);
    Fanouts fanouts = new Fanouts(List.of(4, 3), TooFew.REPEAT);
    UnsupervisedObjective objective =
        new UnsupervisedObjective(
            device,
            network,
            new AttributedGraph(graph, x),
            new Context(2, 2, 5),
            new Split(new int[] {0, 1, 2, 3}, new int[] {4, 5}),
            new BatchPlan(8, fanouts, seed));
    return objective.epoch(0, new Adam(0.01f, network.parameters()));
  }

  @Test
  void verticesThatWalkNowhereAreTold() {
    InNeighbors graph = InNeighbors.of(3, new int[] {0}, new int[] {1});
    Features x = Features.of(Graphs.features(3, 2, 2));
    SageNetwork network = new SageNetwork(SageSettings.of(Aggregation.MEAN, true, 2), 2, 1);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new UnsupervisedObjective(
                    Device.cpu(1),
                    network,
                    new AttributedGraph(graph, x),
                    new Context(2, 2, 5),
                    new Split(new int[] {1}, new int[] {0, 2}),
                    BatchPlan.whole(1, 1)));
    assertEquals("walks from 2 vertices come to others; got none that does", e.getMessage());
  }

  /** A network that has never seen the test vertices ranks their links above others. */
  @Test
  void learnsCoraInductively() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    Features x = Features.of(data.rowNormalisedFeatures());
    AttributedGraph seen = new AttributedGraph(Induced.without(data.graph(), data.test()), x);
    SageNetwork network =
        new SageNetwork(SageSettings.of(Aggregation.MEAN, true, 64, 64), x.width(), 1);
    Context context = new Context(1, 3, 100, 1);
    BatchPlan plan = new BatchPlan(512, new Fanouts(List.of(10, 10), TooFew.REPEAT), 1);
    int[] starts = IntStream.range(0, 1708).toArray(); // none of them is for the test
    UnsupervisedObjective training =
        new UnsupervisedObjective(
            Device.cpu(), network, seen, context, new Split(starts, data.validation()), plan);
    AttributedGraph whole = new AttributedGraph(data.graph(), x);
    UnsupervisedObjective unseen =
        new UnsupervisedObjective(
            Device.cpu(), network, whole, context, new Split(data.train(), data.test()), plan);
    double before = unseen.validate().metric();
    Adam adam = new Adam(0.01f, network.parameters());
    for (int e = 0; e < 8; e++) {
      training.epoch(e, adam);
    }
    double after = unseen.validate().metric();
    assertTrue(after > 0.9 && after > before + 0.05, () -> before + " became " + after);
    Matrix raw = Matrix.of(x.vertices(), x.width(), x.dense());
    double without = accuracy(data, raw);
    double with = accuracy(data, new Evaluation(Device.cpu(), whole).outputs(network));
    assertTrue(with > without + 0.07, () -> without + " without, " + with + " with");
  }

  /** Of a logistic regression on the training vertices, in the test. */
  private static double accuracy(NodeDataSet data, Matrix z) {
    return LogisticRegression.fit(
            Device.cpu(),
            z,
            data.labels(),
            data.classes(),
            data.train(),
            LogisticRegression.Settings.USUAL)
        .accuracy(z, data.labels(), data.test());
  }
}
