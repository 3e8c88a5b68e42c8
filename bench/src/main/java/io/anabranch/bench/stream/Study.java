// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.CoVisitRule;
import io.anabranch.pipeline.prequential.DecayedPopularity;
import io.anabranch.pipeline.prequential.EdgeBank;
import io.anabranch.pipeline.prequential.FeatureGroup;
import io.anabranch.pipeline.prequential.InTurn;
import io.anabranch.pipeline.prequential.LinkModel;
import io.anabranch.pipeline.prequential.MemoryLimits;
import io.anabranch.pipeline.prequential.Recency;
import io.anabranch.pipeline.prequential.Rule;
import io.anabranch.pipeline.prequential.StreamMemory;
import io.anabranch.pipeline.prequential.TwoHopRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The courses over one data set in one convention: one to choose by validation, one to measure. */
final class Study {

  static final String EDGE_BANK = "EdgeBank, unlimited";
  static final String EDGE_BANK_WINDOW = "EdgeBank, time window";
  static final String RECENCY = "recency";
  static final String POPULARITY = "decayed popularity";
  static final String CO_VISITS = "co-visits";
  static final String RECENCY_POPULARITY = "recency, then decayed popularity";
  static final String RECENCY_TWO_HOP = "recency, then two-hop co-visits";
  static final String COMBINATION = "combination";
  static final String WITHOUT_EMBEDDINGS = "combination without embeddings";

  private static final double[] RATES = {0.05, 0.1, 0.2};
  private static final Set<FeatureGroup> ALL = EnumSet.allOf(FeatureGroup.class);
  private static final Set<FeatureGroup> RULES_OF_MEMORY =
      EnumSet.complementOf(EnumSet.of(FeatureGroup.RULES));

  private final EdgeList edges;
  private final Split split;
  private final Convention convention;
  private final Served served;

  Study(EdgeList edges, Convention convention, Served served) {
    this.edges = edges;
    this.split = Split.of(edges);
    this.convention = convention;
    this.served = served;
  }

  /** Half of the training edges: the network of the embeddings is trained on these. */
  static int past(Split split) {
    return split.train() / 2;
  }

  /** The name of a combination with embeddings as they were. */
  static String combination(Lag lag) {
    return lag == Lag.NOW ? COMBINATION : COMBINATION + ", embeddings of " + lag.title();
  }

  /** The name of embeddings alone. */
  static String embeddings(Lag lag) {
    return "embeddings, " + lag.title();
  }

  /** The name of a combination that lacks some features. */
  static String without(FeatureGroup group) {
    return switch (group) {
      case HISTORY -> "without the history of the pair";
      case ANSWERS -> "without answers";
      case POPULARITY -> "without popularity";
      case CO_VISITS -> "without co-visits";
      case RULES -> WITHOUT_EMBEDDINGS;
    };
  }

  /** Goes through training and validation and takes what is best in validation. */
  Tuning tune() {
    Arena arena = new Arena(edges, served, EnumSet.of(Lag.NOW));
    List<Entrant> entrants = new ArrayList<>();
    List<Double> halfLives = MemoryLimits.defaults().halfLives();
    halfLives.forEach(
        halfLife -> entrants.add(Entrant.of("", recencyThenPopularity(arena.memory(), halfLife))));
    for (double rate : RATES) {
      entrants.add(new Learner("", model(arena, rate, Lag.NOW)));
    }
    Split untilTest = new Split(split.train(), split.validation(), split.validation());
    List<Outcome> outcomes = run(untilTest, arena, entrants);
    double halfLife = halfLives.get(best(outcomes.subList(0, halfLives.size())));
    double rate = RATES[best(outcomes.subList(halfLives.size(), outcomes.size()))];
    return new Tuning(halfLife, rate);
  }

  private static int best(List<Outcome> outcomes) {
    return outcomes.indexOf(
        outcomes.stream().max(Comparator.comparingDouble(Outcome::validation)).orElseThrow());
  }

  /** Goes through everything with what was chosen. */
  List<Outcome> measure(Tuning tuning) {
    Arena arena = new Arena(edges, served, EnumSet.allOf(Lag.class));
    List<Entrant> entrants = new ArrayList<>(rules(arena.memory(), tuning.halfLife()));
    for (Lag lag : Lag.values()) {
      entrants.add(Entrant.of(embeddings(lag), arena.embeddings(lag)));
      entrants.add(new Learner(combination(lag), model(arena, tuning.rate(), lag)));
    }
    entrants.add(
        new Learner(WITHOUT_EMBEDDINGS, arena.features().model(tuning.rate(), RULES_OF_MEMORY)));
    for (FeatureGroup group : leftOut()) {
      entrants.add(new Learner(without(group), without(arena, tuning.rate(), group)));
    }
    return run(split, arena, entrants);
  }

  /** The groups that are left out one at a time, beside embeddings; answers where there are any. */
  private List<FeatureGroup> leftOut() {
    List<FeatureGroup> groups =
        new ArrayList<>(
            List.of(FeatureGroup.CO_VISITS, FeatureGroup.POPULARITY, FeatureGroup.HISTORY));
    if (!edges.isBipartite()) {
      groups.add(FeatureGroup.ANSWERS);
    }
    return groups;
  }

  private List<Outcome> run(Split until, Arena arena, List<Entrant> entrants) {
    Protocol protocol = new Protocol(edges, until, convention, past(split), entrants);
    List<Map<Part, Mrr>> results = protocol.run(arena);
    List<Outcome> outcomes = new ArrayList<>();
    for (int e = 0; e < entrants.size(); e++) {
      outcomes.add(new Outcome(entrants.get(e).name(), results.get(e)));
    }
    return outcomes;
  }

  private static LinkModel model(Arena arena, double rate, Lag lag) {
    return arena.features().model(rate, ALL, List.of(arena.embeddings(lag)));
  }

  private static LinkModel without(Arena arena, double rate, FeatureGroup group) {
    Set<FeatureGroup> groups = EnumSet.complementOf(EnumSet.of(group));
    return arena.features().model(rate, groups, List.of(arena.embeddings(Lag.NOW)));
  }

  private List<Entrant> rules(StreamMemory memory, double halfLife) {
    long window = EdgeBank.window(edges.edge(0).time(), edges.edge(split.train() - 1).time());
    Rule recency = recency(memory);
    return List.of(
        Entrant.of(EDGE_BANK, EdgeBank.unlimited(memory)),
        Entrant.of(EDGE_BANK_WINDOW, EdgeBank.within(memory, window)),
        Entrant.of(RECENCY, recency),
        Entrant.of(POPULARITY, new DecayedPopularity(memory, halfLife)),
        Entrant.of(CO_VISITS, new CoVisitRule(memory)),
        Entrant.of(RECENCY_POPULARITY, recencyThenPopularity(memory, halfLife)),
        Entrant.of(RECENCY_TWO_HOP, new InTurn(recency, new TwoHopRule(memory))));
  }

  private Rule recencyThenPopularity(StreamMemory memory, double halfLife) {
    return new InTurn(recency(memory), new DecayedPopularity(memory, halfLife));
  }

  /** In a graph of one kind of vertices, answers count, too. */
  private Rule recency(StreamMemory memory) {
    return edges.isBipartite() ? Recency.ofPartners(memory) : Recency.twoWay(memory);
  }
}
