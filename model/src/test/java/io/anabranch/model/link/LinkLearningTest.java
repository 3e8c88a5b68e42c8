// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.Evaluation;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Circles of friends: who is whose friend is to be learnt from who met whom before. */
class LinkLearningTest {

  private static final Device CPU = Device.cpu(1);
  private static final GraphSnapshot GRAPH = Snapshots.circles(5, 20, 2_000, 16);
  private static final TimeSplit SPLIT = TimeSplit.newest(GRAPH, 0.2);
  private static final LinkExam EXAM = LinkExam.draw(SPLIT.past(), SPLIT.later(), 1);
  private static final SageSettings SHAPE = SageSettings.of(Aggregation.MEAN, false, 16, 16);

  private static LinkExam.Report sit(SageNetwork network) {
    Matrix z =
        new Evaluation(
                CPU,
                new AttributedGraph(
                    SPLIT.past().inNeighbors(Long.MAX_VALUE), LinkLearning.features(SPLIT.past())))
            .outputs(network);
    return EXAM.sit(LinkScore.innerProduct(z));
  }

  private static SageNetwork learn(SageSettings shape, Sampling sampling, int epochs) {
    return new LinkLearning(shape, sampling, LinkRecipe.USUAL.withEpochs(epochs))
        .train(CPU, SPLIT.past(), 1, epoch -> {});
  }

  @ParameterizedTest
  @EnumSource(names = {"MEAN", "GCN", "MAX_POOL"})
  void whatIsLearntBeatsChance(Aggregation aggregation) {
    SageSettings shape = SageSettings.of(aggregation, false, 16, 16);

    LinkExam.Report before = sit(new SageNetwork(shape, 16, 1));
    LinkExam.Report after = sit(learn(shape, Sampling.ALL, 60));

    double gain = after.known().auc() - before.known().auc();
    assertTrue(gain > 0.05, () -> before + " then " + after);
    assertTrue(after.known().auc() > 0.7, after::toString);
  }

  @ParameterizedTest
  @EnumSource
  void aSampleWillDo(Sampling.Order order) {
    LinkExam.Report after = sit(learn(SHAPE, new Sampling(List.of(10, 10), order, 1), 60));

    assertTrue(after.fresh().auc() > 0.65, after::toString);
  }

  @Test
  void anAutoencoderLearnsThemToo() {
    AutoencoderLearning learning = AutoencoderLearning.usual(false).withEpochs(100);
    var before = EXAM.sit(LinkScore.innerProduct(learning.make(SPLIT.past(), 1).embed(CPU)));
    var after = EXAM.sit(LinkScore.innerProduct(learning.train(CPU, SPLIT.past(), 1).embed(CPU)));

    assertTrue(after.fresh().auc() > before.fresh().auc(), () -> before + " then " + after);
    assertTrue(after.fresh().auc() > 0.7, after::toString);
  }

  @Test
  void tooLargeForAllPairsIsSaid() {
    SnapshotBuilder builder = new SnapshotBuilder(1);
    for (int v = 0; v <= AutoencoderLearning.MOST_VERTICES; v++) {
      builder.vertex("v" + v, new float[1], null);
    }
    GraphSnapshot large = builder.build(new GraphSnapshot.Origin("a test", 0, true));

    assertEquals(
        "at most 20000 vertices for vgae, which looks at all pairs of them in each epoch; got"
            + " 20001",
        assertThrows(
                IllegalArgumentException.class,
                () -> AutoencoderLearning.usual(true).make(large, 1))
            .getMessage());
  }

  @Test
  void tooFewEdgesAreSaid() {
    GraphSnapshot few = Snapshots.of(2, Snapshots.edge("a", "b", 1), Snapshots.edge("b", "a", 2));
    LinkLearning learning = new LinkLearning(SHAPE, Sampling.ALL, LinkRecipe.USUAL);

    TooFewEdgesException refused =
        assertThrows(TooFewEdgesException.class, () -> learning.train(CPU, few, 1, epoch -> {}));

    assertTrue(refused.getMessage().contains("of 2 edges"), refused.getMessage());
  }
}
