// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import io.anabranch.pipeline.judge.HitRates.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares named partners with the edges of the next period, and beside them simpler guesses. */
public final class LinkHits {

  /** What was named for a vertex, as many popular others, and how many it had not met at all. */
  private record Guess(String vertex, List<String> named, List<String> popular, int strangers) {}

  private final Acquaintances acquaintances;
  private int periods;
  private Share named = new Share(0, 0);
  private Share popular = new Share(0, 0);
  private Share random = new Share(0, 0);

  private LinkHits(Collection<Arrival> arrivals) {
    this.acquaintances = new Acquaintances(arrivals);
  }

  /**
   * Adds up the periods that have a next one, which lasts until partners are named again.
   *
   * @param arrivals all edges, in any order
   * @param latenessMillis by which edges may be ahead of the end of a period when it is said: those
   *     count as known then
   */
  public static HitRates of(
      Collection<Naming> namings, Collection<Arrival> arrivals, long latenessMillis) {
    TreeMap<Long, List<Naming>> byEnd = new TreeMap<>();
    namings.forEach(
        naming -> byEnd.computeIfAbsent(naming.periodEnd(), end -> new ArrayList<>()).add(naming));
    LinkHits hits = new LinkHits(arrivals);
    byEnd.forEach(
        (end, those) -> {
          Long next = byEnd.higherKey(end);
          if (next != null) {
            hits.count(those, end + latenessMillis, next + latenessMillis);
          }
        });
    return new HitRates(hits.periods, hits.named, hits.popular, hits.random);
  }

  private void count(List<Naming> namings, long from, long to) {
    acquaintances.until(from);
    List<String> ranked = acquaintances.mostPopularFirst();
    List<Guess> guesses = namings.stream().map(naming -> guess(naming, ranked)).toList();
    Map<String, Set<String>> news = acquaintances.until(to);
    Set<String> known = Set.copyOf(ranked);
    for (Guess guess : guesses) {
      count(guess, news.getOrDefault(guess.vertex(), Set.of()), known);
    }
    periods++;
  }

  private Guess guess(Naming naming, List<String> ranked) {
    String vertex = naming.vertex();
    List<String> best =
        ranked.stream()
            .filter(other -> !other.equals(vertex) && !acquaintances.haveMet(vertex, other))
            .limit(naming.partners().size())
            .toList();
    return new Guess(vertex, naming.partners(), best, acquaintances.strangersOf(vertex));
  }

  private void count(Guess guess, Set<String> news, Set<String> known) {
    named = named.plus(hits(guess.named(), news), guess.named().size());
    popular = popular.plus(hits(guess.popular(), news), guess.popular().size());
    random = random.plus(news.stream().filter(known::contains).count(), guess.strangers());
  }

  private static long hits(List<String> guessed, Set<String> news) {
    return guessed.stream().filter(news::contains).count();
  }
}
