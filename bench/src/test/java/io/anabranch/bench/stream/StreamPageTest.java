// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Devices;
import io.anabranch.pipeline.prequential.Interaction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamPageTest {

  private static Chapter chapter;

  @BeforeAll
  static void measure() {
    EdgeList edges =
        new EdgeList(
            IntStream.range(0, 60)
                .mapToObj(i -> new Interaction(i % 3, 3 + i % 4, 500L * i))
                .toList(),
            IntStream.range(0, 7).mapToObj(i -> "v" + i).toList());
    Split split = Split.of(edges);
    Served served =
        new Served(
            Network.SAGE, PastNetwork.train(edges, Study.past(split), 0, 1, Devices.named("cpu")));
    List<Chapter.Course> courses =
        List.of(Convention.BATCHES, Convention.EACH).stream()
            .map(
                convention -> {
                  Study study = new Study(edges, convention, served);
                  Tuning tuning = new Tuning(86_400_000, 0.1);
                  return new Chapter.Course(convention, tuning, study.measure(tuning), 1.4);
                })
            .toList();
    chapter = new Chapter("collegemsg", true, 7, split, 4, courses);
  }

  private static StreamPage page() {
    return new StreamPage("scripts/evaluate-stream", "abc", 7, Network.SAGE, List.of(chapter));
  }

  @Test
  void aRowSaysWhatWasMeasuredAndWhatOthersGot() {
    String page = page().render("");
    Outcome recency = Outcome.named(Study.RECENCY, chapter.outcomes(Convention.EACH));
    assertTrue(page.contains("7 vertices, 60 edges: 42 to train, 9 to validate, 9 to test"), page);
    assertTrue(page.contains("Chosen per event: half-life 1440 minutes, rate 0.1 (1 s"), page);
    assertTrue(page.contains("| EdgeBank, time window | "), page);
    assertTrue(page.contains("| 0.177 | "), page);
    assertTrue(page.contains("| " + ChapterTables.figure(recency.test().all()) + " |"), page);
    assertTrue(page.contains("| 1 day ago, in the combination | "), page);
    assertFalse(page.contains("without answers"), page);
  }

  @Test
  void partOfADataSetIsNotComparedWithOthers() {
    Chapter part = new Chapter("collegemsg", false, 7, chapter.split(), 4, chapter.courses());
    String page = new StreamPage("x", "abc", 7, Network.SAGE, List.of(part)).render("");
    assertFalse(page.contains("| 0.177 | "), page);
  }

  @Test
  void whatTheEmbeddingsAreIsWhatMadeThem() {
    assertTrue(page().render("").contains("two-layer GraphSAGE with the most recent neighbors"));
    String gae = new StreamPage("x", "abc", 7, Network.GAE, List.of(chapter)).render("");
    assertTrue(gae.contains("those of a two-layer GCN encoder of a graph autoencoder"), gae);
    assertFalse(gae.contains("GraphSAGE"), gae);
  }

  @Test
  void notesStay() {
    String noted =
        page().render("").replace(StreamPage.NOTES_END, "By hand.\n" + StreamPage.NOTES_END);
    assertEquals(noted, page().render(noted));
    String broken = noted.replace(StreamPage.NOTES_END, "");
    assertThrows(IllegalArgumentException.class, () -> page().render(broken));
  }
}
