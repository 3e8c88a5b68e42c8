// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.Candidates;
import io.anabranch.pipeline.prequential.Interaction;
import io.anabranch.pipeline.prequential.MeanRank;
import io.anabranch.pipeline.prequential.Query;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Test, then train, over the whole stream, by TGB's rules (Huang et al., NeurIPS 2023): each edge
 * of validation and test is ranked against all destinations but those that its source acts on at
 * the same time.
 */
final class Protocol {

  /** Hears of the stream, before and after the entrants. */
  interface Course {

    /** Before an edge is scored or learnt from: what entrants share is worked out here. */
    void open(Query query);

    /** After a batch: its edges become known, one after the other. */
    void learn(Interaction edge);

    /** After the last of them. */
    void publish();
  }

  private final EdgeList edges;
  private final Split split;
  private final Convention convention;
  private final int warmUp;
  private final Candidates candidates;
  private final List<Entrant> entrants;
  private final List<Map<Part, Mrr>> results = new ArrayList<>();
  private final LongOpenHashSet pairs = new LongOpenHashSet();
  private final double[] scores;
  private final boolean[] leftOut;

  /**
   * @param warmUp how many training edges the memory takes in before the entrants learn
   */
  Protocol(EdgeList edges, Split split, Convention convention, int warmUp, List<Entrant> entrants) {
    this.edges = edges;
    this.split = split;
    this.convention = convention;
    this.warmUp = Math.min(warmUp, split.train());
    this.candidates = Candidates.of(edges.destinations());
    this.entrants = List.copyOf(entrants);
    this.scores = new double[candidates.size()];
    this.leftOut = new boolean[candidates.size()];
    for (int e = 0; e < entrants.size(); e++) {
      results.add(new EnumMap<>(Map.of(Part.VALIDATION, new Mrr(), Part.TEST, new Mrr())));
    }
  }

  /**
   * Goes through the stream.
   *
   * @return by entrant, what validation and test came to
   */
  List<Map<Part, Mrr>> run(Course course) {
    int begin = 0;
    while (begin < split.end()) {
      int end = Math.min(begin + convention.batch(), split.endOfPart(begin));
      for (int i = begin; i < end; i++) {
        take(i, course);
      }
      edges.edges().subList(begin, end).forEach(course::learn);
      if (end >= warmUp) {
        course.publish();
        entrants.forEach(Entrant::publish);
      }
      begin = end;
    }
    return results;
  }

  private void take(int i, Course course) {
    Interaction edge = edges.edge(i);
    Query query = new Query(edge.src(), edge.time(), candidates);
    int target = candidates.position(edge.dst());
    boolean isNew = pairs.add((long) edge.src() << Integer.SIZE | edge.dst());
    if (i < warmUp) {
      return;
    }
    Part part = split.part(i);
    course.open(query);
    mark(i, true);
    for (int e = 0; e < entrants.size(); e++) {
      if (part != Part.TRAIN) {
        entrants.get(e).score(query, scores);
        double rank = MeanRank.of(scores, candidates.size(), target, leftOut);
        results.get(e).get(part).add(rank, isNew);
      }
      entrants.get(e).learn(query, target);
    }
    mark(i, false);
  }

  /** Leaves out, or no longer, those that the source acts on at the same time. */
  private void mark(int i, boolean value) {
    long time = edges.edge(i).time();
    for (int j = i; j >= 0 && edges.edge(j).time() == time; j--) {
      mark(edges.edge(i), edges.edge(j), value);
    }
    for (int j = i; j < edges.size() && edges.edge(j).time() == time; j++) {
      mark(edges.edge(i), edges.edge(j), value);
    }
  }

  private void mark(Interaction edge, Interaction other, boolean value) {
    if (other.src() == edge.src()) {
      leftOut[candidates.position(other.dst())] = value;
    }
  }
}
