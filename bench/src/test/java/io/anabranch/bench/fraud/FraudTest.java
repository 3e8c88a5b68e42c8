// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.model.device.Devices;
import io.anabranch.state.event.EdgeEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FraudTest {

  private static final long DAY = 86_400_000;

  /** Three of four pairs are in order; 20 and more are not there, so all count. */
  @Test
  void scoresAreJudged() {
    Judged judged = Judged.of(new double[] {4, 2, 3, 1}, new int[] {1, 1, 0, 0});
    assertEquals(0.75, judged.auc());
    assertEquals(0.5, judged.precision());
  }

  /** 19 fraudulent above, and a border of one fraudulent and three benign: a quarter of one. */
  @Test
  void thoseAtTheBorderCountByTheirShare() {
    double[] scores = new double[30];
    int[] labels = new int[30];
    for (int i = 0; i < 19; i++) {
      scores[i] = 9;
      labels[i] = 1;
    }
    Arrays.fill(scores, 19, 23, 5);
    labels[22] = 1;
    assertEquals((19 + 0.25) / 20, Judged.of(scores, labels).precision(), 1e-12);
  }

  /** a rated b and c, b rated a back; ten days later nothing has come in for a week. */
  @Test
  void activityIsWhatOneDoes() {
    Activity activity = new Activity();
    activity.edge("a", "b", 0);
    activity.edge("a", "c", DAY);
    activity.edge("b", "a", 2 * DAY);

    assertArrayEquals(
        new float[] {1, 2 / 6f, 1 / 5f, 1 / 2f, 1, 10 / 40f, 9 / 39f, 0},
        activity.features("a", 10 * DAY),
        1e-6f);
    assertEquals(1 / 5f, activity.features("c", DAY)[7], 1e-6f, "one in-edge this week");
  }

  @Test
  void nobodyIsScoredByAHeadThatKnewHim() {
    // Labels that nothing goes with: a head that knew them would tell them from the rows' noise.
    int n = 60;
    int[] labels = new int[n];
    List<float[]> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      float[] row = new float[40];
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) random.nextDouble(-1, 1);
      }
      rows.add(row);
    }
    double[] scores = RiskFolds.scores(Devices.named("cpu"), rows, labels, 1);
    double auc = Judged.of(scores, labels).auc();
    assertTrue(auc > 0.2 && auc < 0.8, "ROC-AUC " + auc + " of noise");
  }

  /** Ratings play no part, and the labels are there. */
  @Test
  void bitcoinOtcIsRead() {
    Path data = Path.of(System.getProperty("basedir", "."), "../../shared/data/bitcoin-otc");
    assumeTrue(Files.isDirectory(data), data + " is absent");
    FraudStream stream = FraudStream.read(data);
    assertEquals(35_592, stream.edges().size());
    assertTrue(stream.edges().stream().mapToDouble(EdgeEvent::weight).allMatch(w -> w == 1));
    assertEquals(316, stream.labels().size());
    assertEquals(180, stream.labels().values().stream().mapToInt(Integer::intValue).sum());
  }
}
