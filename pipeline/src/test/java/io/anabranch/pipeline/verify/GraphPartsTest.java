// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.Shares;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.alert.Shares.Weighing;
import io.anabranch.pipeline.verify.GraphParts.Compared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When shares with one total are compared, and when a row has outlived its graph. */
class GraphPartsTest {

  private static final EdgeRef FROM_A = new EdgeRef("a", "v", "", 1);
  private static final EdgeRef FROM_B = new EdgeRef("b", "v", "", 2);

  /** The mean of what was heard, each edge with its message, times 1. */
  private static LinearPart mean(List<EdgeRef> edges, float... messages) {
    List<Heard> heard = new ArrayList<>();
    for (int i = 0; i < messages.length; i++) {
      heard.add(new Heard(edges.get(i), new long[] {FixedPoint.quantise(messages[i])}));
    }
    float[] one = {1};
    float[] none = {0};
    return Shares.ofMean("v", new Weighing(one, one, none, none), heard).part();
  }

  @Test
  void theSameEdgesHaveTheSameShares() {
    LinearPart said = mean(List.of(FROM_A, FROM_B), 3, 1);
    assertEquals(Compared.SAME, GraphParts.compare(said, said));
    assertEquals(
        Compared.OTHER, GraphParts.compare(said, mean(List.of(FROM_A, FROM_B), 1, 3)), "swapped");
  }

  /** It is the same edge, and says the same. */
  @Test
  void anEdgeThatWasWrittenAgainIsTheSame() {
    EdgeRef again = new EdgeRef("a", "v", "", 100);
    assertEquals(
        Compared.SAME,
        GraphParts.compare(
            mean(List.of(FROM_A, FROM_B), 3, 1), mean(List.of(again, FROM_B), 3, 1)));
  }

  /** 3 is the mean of one 3 and of two: the row stays, and nobody is told. */
  @Test
  void amongOtherEdgesThereIsNothingToCompare() {
    LinearPart said = mean(List.of(FROM_A), 3);
    assertEquals(Compared.NOT, GraphParts.compare(said, mean(List.of(FROM_A, FROM_B), 3, 3)));
    assertEquals(Compared.NOT, GraphParts.compare(said, mean(List.of(FROM_B), 3)));
  }
}
