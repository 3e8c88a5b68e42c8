// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {

  private static final Figures FIRST =
      Figures.none()
          .with("accuracy", 80)
          .with("test", List.of(1.0, 5.0, 2.0))
          .with("validation", List.of(7.0, 6.0, 7.0));
  private static final Figures SECOND =
      Figures.none()
          .with("accuracy", 84)
          .with("test", List.of(4.0, 1.0, 3.0))
          .with("validation", List.of(1.0, 3.0, 2.0));
  private static final List<Figures> RUNS = List.of(FIRST, SECOND);

  @Test
  void aMeanAndTheDeviationOfTheSample() {
    Summary summary = Measure.mean("accuracy").of(RUNS);
    assertEquals(82, summary.mean());
    assertEquals(Math.sqrt(8), summary.deviation(), 1e-12);
    assertEquals(2, summary.runs());
    assertEquals(new Summary(80, 0, 1), Measure.mean("accuracy").of(List.of(FIRST)));
  }

  @Test
  void theThreeWaysToReadFoldsFallTheirWay() {
    assertEquals(4.5, Measure.bestOfEach("test").of(RUNS).mean()); // 5 and 4
    assertEquals(3, Measure.bestOfMean("test").of(RUNS).mean()); // 2.5, 3, 2.5
    // Validation is largest last at epoch 2 of the first, at epoch 1 of the second.
    assertEquals(1.5, Measure.chosenBy("validation", "test").of(RUNS).mean());
  }

  @Test
  void theMeanOfFoldsEndsWithTheShortestCurve() {
    Figures shorter = Figures.none().with("test", List.of(0.0, 0.0));
    assertEquals(2.5, Measure.bestOfMean("test").of(List.of(FIRST, shorter)).mean());
  }

  @Test
  void aGoalComparesWhatIsPrinted() {
    assertEquals("reached", Goal.atLeast(81.0).verdict(80.96));
    assertEquals("missed", Goal.atLeast(81.0).verdict(80.94));
    assertEquals("reached", Goal.within(1.5, 91.0).verdict(89.5));
    assertEquals("missed", Goal.within(1.5, 91.0).verdict(89.4));
    assertEquals("", Goal.reported().verdict(1));
  }

  @Test
  void twoGoalsHaveTwoVerdicts() {
    Goal goal = Goal.within(1.5, 91.0).and(Goal.near(0.5, 91.2));
    assertEquals("91.0 - 1.5; 91.2 ± 0.5", goal.text());
    assertEquals("reached; reached", goal.verdict(91.74));
    assertEquals("reached; missed", goal.verdict(91.76)); // too good for the same model
    assertEquals("reached; missed", goal.verdict(90.6));
    assertEquals("missed; missed", goal.verdict(89.4));
    assertEquals(
        "reached", Goal.near(0.5, 83.2).verdict(83.7)); // whatever 83.7 - 83.2 is in double
  }

  @Test
  void aFigureThatIsNotThereIsNamed() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> FIRST.number("auc"));
    assertEquals(
        "there is no figure 'auc'; there are [accuracy, test, validation]", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> FIRST.number("test"));
    assertThrows(IllegalArgumentException.class, () -> FIRST.with("loss", Double.NaN));
  }
}
