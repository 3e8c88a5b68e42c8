// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import io.anabranch.pipeline.prequential.PrequentialSettings.Learning;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/**
 * A stream that is evaluated while it runs: each edge is ranked by everybody, and then learnt.
 *
 * <pre>{@code
 * Prequential evaluation = new Prequential(PrequentialSettings.defaults(42));
 * evaluation.observe("alice", "page 7", 1_700_000_000_000L, embeddings::get);
 * for (Measures measures : evaluation.measures()) {
 *   publish(measures.scorer(), measures.mrr());
 * }
 * }</pre>
 *
 * <p>Bound: {@link PrequentialSettings#vertices} times the {@link MemoryLimits}, and what each
 * scorer's measures keep. The same edges in the same order give the same bits. Not thread-safe.
 */
public final class Prequential {

  private static final int VERSION = 1;
  private static final int SHARE = 8; // of the vertices, one in so many makes room at a time

  private final PrequentialSettings settings;
  private final StreamMemory memory;
  private final VertexSlots slots;
  private final Pool pool;
  private final Negatives negatives;
  private final LinkFeatures features;
  private final LinkModel combination;
  private final List<Scorer> scorers;
  private final Candidates candidates = new Candidates();
  private Function<String, float[]> embeddings = vertex -> null;
  private double[] scores = {};
  private long events;

  public Prequential(PrequentialSettings settings) {
    this(
        settings,
        new StreamMemory(settings.limits()),
        new VertexSlots(settings.vertices()),
        new Pool());
  }

  private Prequential(
      PrequentialSettings settings, StreamMemory memory, VertexSlots slots, Pool pool) {
    Learning learning = settings.learning();
    Rule ofEmbeddings = new EmbeddingRule(slot -> embeddings.apply(slots.name(slot)));
    this.settings = settings;
    this.memory = memory;
    this.slots = slots;
    this.pool = pool;
    this.negatives = new Negatives(settings.negatives(), learning.seed());
    this.features =
        new LinkFeatures(
            memory,
            List.of(new LinkFeatures.Scored(ofEmbeddings, learning.low(), learning.high())));
    this.combination = features.model(learning.rate(), EnumSet.allOf(FeatureGroup.class));
    this.scorers = scorers(ofEmbeddings);
  }

  private List<Scorer> scorers(Rule ofEmbeddings) {
    Rule recency = Recency.twoWay(memory);
    Rule popularity = new DecayedPopularity(memory, settings.baselines().halfLife());
    return List.of(
        scorer(ScorerName.EDGEBANK_UNLIMITED, EdgeBank.unlimited(memory)),
        scorer(ScorerName.EDGEBANK_WINDOW, EdgeBank.within(memory, settings.baselines().window())),
        scorer(ScorerName.RECENCY, recency),
        scorer(ScorerName.POPULARITY, popularity),
        scorer(ScorerName.RECENCY_POPULARITY, new InTurn(recency, popularity)),
        scorer(ScorerName.CO_VISITS, new CoVisitRule(memory)),
        scorer(ScorerName.EMBEDDINGS, ofEmbeddings),
        scorer(ScorerName.COMBINATION, (query, into) -> combination.score(into)));
  }

  private Scorer scorer(ScorerName name, Rule rule) {
    return new Scorer(name.text(), rule, settings.fading());
  }

  /** The names of all who rank. */
  public List<String> scorers() {
    return scorers.stream().map(Scorer::name).toList();
  }

  /**
   * Ranks an edge, and then learns it.
   *
   * @param time event time, in milliseconds
   * @param embeddings of a vertex as they are now, or null; all of one model
   */
  public Observation observe(
      String src, String dst, long time, Function<String, float[]> embeddings) {
    this.embeddings = embeddings;
    Interaction edge = interaction(src, dst, time);
    Observation observation = rank(edge);
    remember(edge);
    return observation;
  }

  /** Remembers an edge without ranking it, for those who measure one edge in so many. */
  public void learn(String src, String dst, long time) {
    remember(interaction(src, dst, time));
  }

  private Interaction interaction(String src, String dst, long time) {
    makeRoom(src, dst);
    return new Interaction(slots.touch(src), slots.touch(dst), time);
  }

  private void remember(Interaction edge) {
    memory.learn(edge);
    pool.add(edge.dst());
    events++;
  }

  private Observation rank(Interaction edge) {
    int[] chosen = negatives.with(edge.dst(), memory.partners(edge.src()), pool, events);
    int n = chosen.length;
    if (n < 2) {
      return new Observation(n, List.of());
    }
    candidates.set(chosen, n);
    scores = scores.length < n ? new double[n] : scores;
    Query query = new Query(edge.src(), edge.time(), candidates);
    features.open(query);
    List<Double> ranks = new ArrayList<>();
    for (Scorer scorer : scorers) {
      ranks.add(scorer.rank(query, scores));
    }
    combination.learn(0);
    combination.publish();
    return new Observation(n, ranks);
  }

  /** The two of the edge are kept, if they are known. */
  private void makeRoom(String src, String dst) {
    int wanted = 0;
    for (String vertex : src.equals(dst) ? List.of(src) : List.of(src, dst)) {
      if (slots.knows(vertex)) {
        slots.touch(vertex);
      } else {
        wanted++;
      }
    }
    if (slots.size() + wanted > settings.vertices()) {
      forget(slots.releaseOldest(Math.max(wanted, settings.vertices() / SHARE)));
    }
  }

  /**
   * Leaves nothing of erased vertices but what they taught the combination. One pass over
   * everything, of however many.
   */
  public void forget(Collection<String> vertices) {
    BitSet released = new BitSet();
    vertices.forEach(vertex -> released.or(slots.release(vertex)));
    forget(released);
  }

  private void forget(BitSet released) {
    if (!released.isEmpty()) {
      memory.forget(released::get);
      pool.removeIf(released::get);
    }
  }

  /** How everybody does. */
  public List<Measures> measures() {
    return scorers.stream().map(Scorer::measures).toList();
  }

  /** How many entries are kept of vertices and pairs; 0 when all was forgotten. */
  public long entries() {
    return slots.size() + pool.size() + memory.entries();
  }

  /** Writes everything, with the version of the format. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    out.writeInt(settings.vertices());
    out.writeDouble(settings.fading().factor());
    out.writeInt(settings.fading().kept());
    out.writeLong(events);
    slots.write(out);
    pool.write(out);
    memory.write(out);
    combination.write(out);
    for (Scorer scorer : scorers) {
      scorer.write(out);
    }
  }

  /**
   * Reads it back.
   *
   * @param settings those it was written with; baselines and learning may be others
   * @throws IOException also when the format is of another version, or settings differ
   */
  public static Prequential read(DataInput in, PrequentialSettings settings) throws IOException {
    Versions.require("the evaluation", VERSION, in.readInt());
    require("vertices", settings.vertices(), in.readInt());
    Fading fading = new Fading(in.readDouble(), in.readInt());
    require("fading", settings.fading(), fading);
    long events = in.readLong();
    VertexSlots slots = VertexSlots.read(in, settings.vertices());
    Pool pool = Pool.read(in);
    StreamMemory memory = StreamMemory.read(in);
    require("limits", settings.limits(), memory.limits());
    Prequential read = new Prequential(settings, memory, slots, pool);
    read.events = events;
    read.combination.read(in);
    for (Scorer scorer : read.scorers) {
      scorer.read(in);
    }
    return read;
  }

  private static void require(String what, Object expected, Object came) throws IOException {
    if (!expected.equals(came)) {
      throw new IOException(
          "the evaluation's %s: expected %s; came %s".formatted(what, expected, came));
    }
  }
}
