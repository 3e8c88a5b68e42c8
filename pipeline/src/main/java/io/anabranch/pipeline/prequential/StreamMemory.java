// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * What the rules know of the stream. As long as no bound bites, what EdgeBank, recency and
 * popularity look at does not depend on the order in which edges of one time come; co-visits, and
 * how fresh a source's partners are, do.
 *
 * <pre>{@code
 * StreamMemory memory = new StreamMemory(MemoryLimits.defaults());
 * Rule rule = Recency.ofPartners(memory);
 * rule.score(new Query(alice, now, candidates), scores);
 * memory.learn(new Interaction(alice, page, now));
 * }</pre>
 */
public final class StreamMemory {

  private static final int VERSION = 1;

  private final MemoryLimits limits;
  private final Histories partners;
  private final Histories visitors;
  private final Popularity popularity;
  private final CoVisits coVisits;
  private long now = Long.MIN_VALUE;

  public StreamMemory(MemoryLimits limits) {
    this(
        limits,
        new Histories(limits.partners()),
        new Histories(limits.visitors()),
        new Popularity(limits.halfLivesArray()),
        new CoVisits(limits.companions()));
  }

  private StreamMemory(
      MemoryLimits limits,
      Histories partners,
      Histories visitors,
      Popularity popularity,
      CoVisits coVisits) {
    this.limits = limits;
    this.partners = partners;
    this.visitors = visitors;
    this.popularity = popularity;
    this.coVisits = coVisits;
  }

  /** Takes an edge in. */
  public void learn(Interaction edge) {
    Partners before = partners.of(edge.src());
    boolean isFirst = before.find(edge.dst()) < 0;
    coVisits.add(before, edge.dst(), isFirst);
    popularity.add(edge.dst(), edge.time(), isFirst);
    partners.meet(edge.src(), edge.dst(), edge.time());
    visitors.meet(edge.dst(), edge.src(), edge.time());
    now = Math.max(now, edge.time());
  }

  /** Leaves nothing of these vertices. Takes one pass over everything. */
  public void forget(IntPredicate gone) {
    partners.forget(gone);
    visitors.forget(gone);
    popularity.forget(gone);
    coVisits.forget(gone);
  }

  /** How many entries there are; 0 when nothing was learnt, or all was forgotten. */
  public long entries() {
    return partners.entries() + visitors.entries() + popularity.entries() + coVisits.entries();
  }

  /** Whether the two have met. */
  public boolean knows(int src, int dst) {
    return partners.of(src).find(dst) >= 0;
  }

  /** The largest time learnt. */
  long now() {
    return now;
  }

  MemoryLimits limits() {
    return limits;
  }

  Partners partners(int src) {
    return partners.of(src);
  }

  Partners visitors(int dst) {
    return visitors.of(dst);
  }

  Tally popularity(int dst) {
    return popularity.of(dst);
  }

  CoVisits coVisits() {
    return coVisits;
  }

  /** Writes it, with the version of the format. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    limits.write(out);
    out.writeLong(now);
    partners.write(out);
    visitors.write(out);
    popularity.write(out);
    coVisits.write(out);
  }

  /**
   * Reads it back.
   *
   * @throws IOException also when the format is of another version
   */
  public static StreamMemory read(DataInput in) throws IOException {
    Versions.require("the memory of the stream", VERSION, in.readInt());
    MemoryLimits limits = MemoryLimits.read(in);
    long now = in.readLong();
    StreamMemory memory =
        new StreamMemory(
            limits,
            Histories.read(in, limits.partners()),
            Histories.read(in, limits.visitors()),
            Popularity.read(in, limits.halfLivesArray()),
            CoVisits.read(in, limits.companions()));
    memory.now = now;
    return memory;
  }
}
