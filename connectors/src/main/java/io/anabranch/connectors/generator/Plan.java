// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is planted where, decided before the first payment. Payments are counted from 0. */
final class Plan {

  private static final int SMALLEST_RING = 3;
  private static final int LARGEST_RING = 7;
  private static final int TURNS = 6;
  private static final int BURST = 20;

  /** The members pay each other in a circle, one of {@code every} payments from {@code from} on. */
  record Ring(List<Integer> members, long from, int every) {

    /** In payments. */
    long span() {
      return (long) every * TURNS * members.size();
    }

    boolean owns(long payment) {
      long since = payment - from;
      return since >= 0 && since < span() && since % every == 0;
    }

    int payer(long payment) {
      return members.get((int) ((payment - from) / every % members.size()));
    }

    int payee(long payment) {
      return payer(payment + every);
    }
  }

  private final int every;
  private final TreeMap<Long, Ring> rings = new TreeMap<>(); // by their beginning
  private final Turns takeovers = new Turns();
  private final Turns moves = new Turns();

  Plan(GeneratorOptions options, Hash hash) {
    this.every = options.fraudEvery();
    Set<Integer> used = new HashSet<>();
    plantRings(options, hash, used);
    plant(takeovers, options.takeovers(), Purpose.TAKEOVER, options, hash, used);
    plant(moves, options.moves(), Purpose.MOVE, options, hash, used);
  }

  private void plantRings(GeneratorOptions options, Hash hash, Set<Integer> used) {
    for (int i = 0; i < options.rings(); i++) {
      int size = SMALLEST_RING + hash.below(LARGEST_RING - SMALLEST_RING + 1, Purpose.RING, i, 0);
      List<Integer> members = new ArrayList<>();
      for (int member = 1; member <= size; member++) {
        members.add(fresh(options, hash, Purpose.RING, i * 64L + member, used));
      }
      // In its own part of the stream, so that rings do not overlap where there is room.
      double at = (i + 0.8 * hash.unit(Purpose.RING, i, -1)) / options.rings();
      long from = free(rings, (long) (at * options.payments()));
      rings.put(from, new Ring(List.copyOf(members), from, every));
    }
  }

  private static void plant(
      Turns turns,
      int many,
      Purpose purpose,
      GeneratorOptions options,
      Hash hash,
      Set<Integer> used) {
    for (int i = 0; i < many; i++) {
      int account = fresh(options, hash, purpose, i, used);
      // Not in the first quarter, nor at the very end: there is a before and an after.
      double at = 0.25 + 0.7 * hash.unit(purpose, i, -1);
      turns.plant(account, (long) (at * options.payments()));
    }
  }

  static long free(Map<Long, ?> taken, long payment) {
    while (taken.containsKey(payment)) {
      payment++;
    }
    return payment;
  }

  /** An account that nothing else was planted in. */
  private static int fresh(
      GeneratorOptions options, Hash hash, Purpose purpose, long index, Set<Integer> used) {
    int account = hash.below(options.accounts(), purpose, index, 1);
    while (!used.add(account)) {
      account = (account + 1) % options.accounts();
    }
    return account;
  }

  /** The ring that a payment belongs to, or null. */
  Ring ringOf(long payment) {
    for (Ring ring : rings.subMap(payment - every * TURNS * LARGEST_RING, payment + 1).values()) {
      if (ring.owns(payment)) {
        return ring;
      }
    }
    return null;
  }

  /** The account just taken over whose thief makes this payment in a hurry, or -1. */
  int burstOf(long payment) {
    for (Map.Entry<Long, Integer> turn : takeovers.within(every * BURST, payment)) {
      if ((payment - turn.getKey()) % every == 1) {
        return turn.getValue();
      }
    }
    return -1;
  }

  Life lifeOf(int account, long payment) {
    if (takeovers.hasTurned(account, payment)) {
      return Life.STOLEN;
    }
    return moves.hasTurned(account, payment) ? Life.MOVED : Life.USUAL;
  }

  /** The accounts whose life changes right before a payment. */
  List<Integer> turnedAt(long payment) {
    return Stream.of(takeovers, moves)
        .map(turns -> turns.at(payment))
        .filter(account -> account >= 0)
        .toList();
  }

  /** How many turns come before a payment. */
  int turnsBefore(long payment) {
    return takeovers.before(payment).size() + moves.before(payment).size();
  }

  PlantedTruth truth(GeneratorOptions options, Clock clock) {
    return new PlantedTruth(
        rings.headMap(options.payments()).values().stream()
            .map(ring -> truth(ring, options, clock))
            .toList(),
        turns(takeovers, options, clock, PlantedTruth.Takeover::new),
        turns(moves, options, clock, PlantedTruth.Move::new));
  }

  private static <T> List<T> turns(
      Turns turns, GeneratorOptions options, Clock clock, BiFunction<String, Long, T> made) {
    return turns.before(options.payments()).entrySet().stream()
        .map(turn -> made.apply(Accounts.id(turn.getValue()), clock.timeOf(turn.getKey())))
        .toList();
  }

  private static PlantedTruth.Ring truth(Ring ring, GeneratorOptions options, Clock clock) {
    long last = Math.min(ring.from() + ring.span(), options.payments()) - 1;
    return new PlantedTruth.Ring(
        ring.members().stream().map(Accounts::id).toList(),
        clock.timeOf(ring.from()),
        clock.timeOf(last));
  }
}
