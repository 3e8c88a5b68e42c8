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

  private static Served served(EdgeList edges, int epochs, long seed) {
    return new Served(Network.SAGE, model(edges, epochs, seed));
  }

  private static SageModel model(EdgeList edges, int epochs, long seed) {
    return PastNetwork.train(
        edges, Study.past(Split.of(edges)), epochs, seed, Devices.named("cpu"));
  }

  @Test
  void theCombinationLearnsWhatRecencyCannotSee() {
    EdgeList edges = rounds();
    Study study = new Study(edges, Convention.EACH, served(edges, 1, 1));
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
    Study study = new Study(edges, Convention.BATCHES, served(edges, 1, 3));
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

  /**
   * The pairs of the past are likelier than others of the same two kinds, and not before training.
   */
  @Test
  void anAutoencoderKnowsItsPast() {
    List<Interaction> blocks = new ArrayList<>();
    for (int i = 0; i < 72; i++) {
      int user = i % 12;
      blocks.add(new Interaction(user, 12 + user % 2 * 6 + i / 12, i)); // even and odd apart
    }
    EdgeList edges = new EdgeList(blocks, IntStream.range(0, 24).mapToObj(i -> "v" + i).toList());
    double trained = margin(edges, 100);
    assertTrue(trained > 1, () -> "" + trained);
    double random = margin(edges, 0);
    assertTrue(random < trained / 2, () -> random + " of " + trained);
  }

  private static double margin(EdgeList edges, int epochs) {
    SageModel model = PastAutoencoder.train(edges, 72, epochs, 1, Devices.named("cpu"));
    LiveEmbeddings embeddings = new LiveEmbeddings(edges, model);
    RowLog.Lagging now = embeddings.asOf(0);
    edges.edges().forEach(embeddings::apply);
    embeddings.flush();
    embeddings.advance(71);
    double margin = 0;
    for (int user = 0; user < 12; user++) {
      for (int page = 12; page < 24; page++) {
        double product = 0;
        for (int i = 0; i < model.outputWidth(); i++) {
          product += now.row(user)[i] * now.row(page)[i];
        }
        margin += (user % 2 == (page - 12) / 6 ? product : -product) / 72;
      }
    }
    return margin;
  }

  private static double length(float[] row) {
    double sum = 0;
    for (float x : row) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
