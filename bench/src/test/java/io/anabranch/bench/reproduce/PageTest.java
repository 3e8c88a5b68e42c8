// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Experiment COUNTING = new Counting(1, 4);

  @Test
  void thePageSaysHowManyRunsAreThereAndWhereTheyComeFrom() {
    String page = page(3).render("");
    assertTrue(page.contains("3 of the 4 runs of the full scale are in; "), page);
    assertTrue(
        page.contains(
            "| Counting, Abacus | number | 1.0 |  | >= 1.5 | 1.0 ± 1.0 |  | 3 of 4 | 5 of 7 | 0.5 |\n"),
        page);
    assertTrue(page.contains("| `counting` | aaa: seed 0, 2; bbb: seed 1 |\n"), page);
    assertTrue(page.contains("| DiffPool on COLLAB and REDDIT-MULTI-12K |"), page);
  }

  @Test
  void aVerdictStandsWhereAllRunsAreIn() {
    String page = page(4).render("");
    assertTrue(page.contains("All 4 runs of the full scale are in."), page);
    assertTrue(page.contains("| 1.5 ± 1.3 | reached | 4 of 4 |"), page);
    assertTrue(page(0).render("").contains("| not yet |  | 0 of 4 |  |  |"), page);
  }

  @Test
  void notesStay() {
    String before = page(0).render("");
    String noted = before.replace(Page.NOTES_END, "By hand.\n" + Page.NOTES_END);
    String after = page(4).render(noted);
    assertTrue(after.contains(Page.NOTES_BEGIN + "By hand.\n" + Page.NOTES_END), after);
    assertEquals(after, page(4).render(after));
    assertFalse(before.contains("By hand."));
    Exception e =
        assertThrows(
            ReproductionException.class, () -> page(4).render(noted.replace(Page.NOTES_END, "")));
    assertTrue(e.getMessage().contains("notes: end"), e::getMessage);
  }

  @Test
  void aGridLinesUpItsColumns() {
    Grid grid = new Grid(List.of("a", "b"));
    grid.add(List.of("long", "c"));
    assertEquals("a     b\nlong  c\n", grid.text());
    assertEquals("| a | b |\n|---|---|\n| long | c |\n", grid.markdown());
    assertThrows(IllegalArgumentException.class, () -> grid.add(List.of("one")));
  }

  @Test
  void idsAreFileNamesAndStandOnce() {
    List<String> ids = Experiments.all().stream().map(Experiment::id).toList();
    assertEquals(ids.size(), new HashSet<>(ids).size());
    ids.forEach(id -> assertTrue(id.matches("[a-z0-9-]+"), id));
    for (Experiment experiment : Experiments.all()) {
      assertFalse(experiment.runs(Scale.FULL).isEmpty(), experiment.id());
      assertTrue(
          experiment.runs(Scale.FULL).size() >= experiment.runs(Scale.QUICK).size(),
          experiment.id());
    }
  }

  private static Page page(int runs) {
    List<Run> wanted = COUNTING.runs(Scale.FULL);
    List<Result> results =
        IntStream.range(0, runs)
            .mapToObj(
                i ->
                    new Result(
                        "counting",
                        wanted.get(i),
                        new Outcome(Figures.none().with("number", i), 5),
                        0.5,
                        i == 1 ? "bbb" : "aaa",
                        "cpu",
                        1))
            .toList();
    return new Page(Scale.FULL, List.of(new Standing(COUNTING, wanted, results)));
  }
}
