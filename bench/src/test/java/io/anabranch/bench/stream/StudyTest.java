// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Devices;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.prequential.Interaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyTest {

  /**
   * Each of 4 users goes from page to page in the order of the pages, and never stays: recency is
   * wrong every time, what comes next is always known.
   */
  private static EdgeList rounds() {
    int pages = 6;
    List<Interaction> edges = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int user = i * 5 % 4;
      edges.add(new Interaction(user, 4 + (i / 4 + user) % pages, 1_000L * i));
    }
    return new EdgeList(edges, IntStream.range(0, 4 + pages).mapToObj(i -> "v" + i).toList());
  }

  private static SageModel model(EdgeList edges, int epochs, long seed) {
    return PastNetwork.train(
        edges, Study.past(Split.of(edges)), epochs, seed, Devices.named("cpu"));
  }

  @Test
  void theCombinationLearnsWhatRecencyCannotSee() {
    EdgeList edges = rounds();
    Study study = new Study(edges, Convention.EACH, model(edges, 1, 1));
    List<Outcome> outcomes = study.measure(study.tune());
    double recency = Outcome.named(Study.RECENCY, outcomes).test().all();
    double combination = Outcome.named(Study.COMBINATION, outcomes).test().all();
    assertTrue(recency < 0.3, () -> "" + recency);
    assertTrue(combination > 0.95, () -> "" + combination);
    assertEquals(0, Outcome.named(Study.COMBINATION, outcomes).test().freshCount());
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    EdgeList edges = rounds().head(300);
    List<Double> first = figures(edges);
    assertEquals(first, figures(edges));
    assertTrue(first.stream().allMatch(mrr -> mrr > 0 && mrr <= 1));
  }

  private static List<Double> figures(EdgeList edges) {
    Study study = new Study(edges, Convention.BATCHES, model(edges, 1, 3));
    return study.measure(study.tune()).stream().map(outcome -> outcome.test().all()).toList();
  }

  /** An edge moves the rows of its ends, at the time of the edge. */
  @Test
  void embeddingsFollowTheStream() {
    EdgeList edges = rounds().head(8);
    LiveEmbeddings embeddings = new LiveEmbeddings(edges, model(edges, 1, 1));
    RowLog.Lagging now = embeddings.asOf(0);
    edges.edges().forEach(embeddings::apply);
    embeddings.flush();
    embeddings.advance(edges.edge(7).time());
    float[] before = now.row(0).clone();
    assertEquals(1, length(before), 1e-5);
    embeddings.apply(new Interaction(0, 9, 9_000));
    embeddings.flush();
    assertArrayEquals(before, now.row(0)); // not before it is asked for
    embeddings.advance(9_000);
    assertFalse(Arrays.equals(before, now.row(0)));
  }

  private static double length(float[] row) {
    double sum = 0;
    for (float x : row) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
