// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which fraud is planted where, decided before the first payment. Payments are counted from 0. */
final class Plan {

  private static final int SMALLEST_RING = 3;
  private static final int LARGEST_RING = 7;
  private static final int TURNS = 6;
  private static final int LONGEST_SPAN = 2 * TURNS * LARGEST_RING;
  private static final int BURST = 20;

  /** The members pay each other in a circle with every other payment from {@code from} on. */
  record Ring(List<Integer> members, long from) {

    /** Every other payment of this span belongs to the ring. */
    long span() {
      return 2L * TURNS * members.size();
    }

    boolean owns(long payment) {
      long since = payment - from;
      return since >= 0 && since < span() && since % 2 == 0;
    }

    int payer(long payment) {
      return members.get((int) ((payment - from) / 2 % members.size()));
    }

    int payee(long payment) {
      return payer(payment + 2);
    }
  }

  private final TreeMap<Long, Ring> rings = new TreeMap<>(); // by their beginning
  private final TreeMap<Long, Integer> takeovers = new TreeMap<>(); // payment -> account
  private final Map<Integer, Long> takenOver = new HashMap<>(); // account -> payment

  Plan(GeneratorOptions options, Hash hash) {
    Set<Integer> used = new HashSet<>();
    plantRings(options, hash, used);
    plantTakeovers(options, hash, used);
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
      rings.put(from, new Ring(List.copyOf(members), from));
    }
  }

  private void plantTakeovers(GeneratorOptions options, Hash hash, Set<Integer> used) {
    for (int i = 0; i < options.takeovers(); i++) {
      int account = fresh(options, hash, Purpose.TAKEOVER, i, used);
      // In the middle half: there is a before and an after.
      double at = 0.25 + 0.5 * hash.unit(Purpose.TAKEOVER, i, -1);
      long from = free(takeovers, (long) (at * options.payments()));
      takeovers.put(from, account);
      takenOver.put(account, from);
    }
  }

  private static long free(Map<Long, ?> taken, long payment) {
    while (taken.containsKey(payment)) {
      payment++;
    }
    return payment;
  }

  /** An account that no other fraud has taken. */
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
    for (Ring ring : rings.subMap(payment - LONGEST_SPAN, payment + 1).values()) {
      if (ring.owns(payment)) {
        return ring;
      }
    }
    return null;
  }

  /** The account just taken over whose thief makes this payment in a hurry, or -1. */
  int burstOf(long payment) {
    Map.Entry<Long, Integer> last = takeovers.floorEntry(payment);
    if (last == null || payment - last.getKey() >= 2 * BURST) {
      return -1;
    }
    return (payment - last.getKey()) % 2 == 1 ? last.getValue() : -1;
  }

  boolean isTakenOver(int account, long payment) {
    Long at = takenOver.get(account);
    return at != null && payment >= at;
  }

  /** The account that is taken over right before a payment, or -1. */
  int takenOverAt(long payment) {
    return takeovers.getOrDefault(payment, -1);
  }

  /** How many takeovers come before a payment. */
  int takeoversBefore(long payment) {
    return takeovers.headMap(payment).size();
  }

  PlantedTruth truth(GeneratorOptions options, Clock clock) {
    return new PlantedTruth(
        rings.headMap(options.payments()).values().stream()
            .map(ring -> truth(ring, options, clock))
            .toList(),
        takeovers.headMap(options.payments()).entrySet().stream()
            .map(
                entry ->
                    new PlantedTruth.Takeover(
                        Accounts.id(entry.getValue()), clock.timeOf(entry.getKey())))
            .toList());
  }

  private static PlantedTruth.Ring truth(Ring ring, GeneratorOptions options, Clock clock) {
    long last = Math.min(ring.from() + ring.span(), options.payments()) - 1;
    return new PlantedTruth.Ring(
        ring.members().stream().map(Accounts::id).toList(),
        clock.timeOf(ring.from()),
        clock.timeOf(last));
  }
}
