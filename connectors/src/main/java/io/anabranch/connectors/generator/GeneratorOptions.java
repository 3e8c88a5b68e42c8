// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

/**
 * What to generate. Shares are of the payments, from 0 to 1.
 *
 * @param payments how many are made, those of rings included
 * @param featureDimension 0 for no feature events
 * @param removalShare of payments that are charged back, as the removal of their edge
 * @param featureUpdateShare of payments after which the payer's features move a little
 * @param erasureShare of payments after which the payer asks to be erased; where accounts have
 *     features
 * @param duplicateShare of events that come twice
 * @param outOfOrderShare of events that come late by up to {@code maxDisorderMillis}
 * @param maxDisorderMillis no event but a late one comes after one that is younger by more: so it
 *     holds in every partition, however the topic is partitioned
 * @param lateShare of payments that come truly late, by {@code lateMillis}
 * @param rings how many fraud rings are planted
 * @param takeovers how many accounts are taken over
 * @param moves how many accounts move, honestly: into another community, with its features
 * @param fraudEvery of so many payments one is of a ring while it is at work, or of a thief in a
 *     hurry: at 2 it is told by its pace alone
 * @param startMillis event time of the first event
 * @param gapMillis event time between two payments, on average
 */
public record GeneratorOptions(
    long seed,
    int accounts,
    long payments,
    int featureDimension,
    double removalShare,
    double featureUpdateShare,
    double erasureShare,
    double duplicateShare,
    double outOfOrderShare,
    long maxDisorderMillis,
    double lateShare,
    long lateMillis,
    int rings,
    int takeovers,
    int moves,
    int fraudEvery,
    long startMillis,
    double gapMillis) {

  private static final long START = 1_750_000_000_000L;

  public GeneratorOptions {
    require(accounts >= 16, "accounts", accounts, ">= 16");
    require(payments >= 0, "payments", payments, ">= 0");
    require(featureDimension >= 0, "featureDimension", featureDimension, ">= 0");
    requireShare("removalShare", removalShare);
    requireShare("featureUpdateShare", featureUpdateShare);
    requireShare("erasureShare", erasureShare);
    requireShare("duplicateShare", duplicateShare);
    requireShare("outOfOrderShare", outOfOrderShare);
    requireShare("lateShare", lateShare);
    require(maxDisorderMillis >= 0, "maxDisorderMillis", maxDisorderMillis, ">= 0");
    require(
        lateShare == 0 || lateMillis > maxDisorderMillis,
        "lateMillis",
        lateMillis,
        "more than maxDisorderMillis");
    require(rings >= 0 && rings <= accounts / 16, "rings", rings, "0 to accounts / 16");
    require(
        takeovers >= 0 && takeovers <= accounts / 16, "takeovers", takeovers, "0 to accounts / 16");
    require(moves >= 0 && moves <= accounts / 16, "moves", moves, "0 to accounts / 16");
    require(fraudEvery >= 2, "fraudEvery", fraudEvery, ">= 2");
    require(startMillis >= 0, "startMillis", startMillis, ">= 0");
    require(gapMillis > 0, "gapMillis", gapMillis, "> 0");
  }

  /**
   * A tidy stream: in order, no duplicates, nothing late, a ring and a takeover per 200 accounts.
   */
  public static GeneratorOptions tidy(long seed, int accounts, long payments, int dimension) {
    int planted = Math.max(1, accounts / 200);
    return new GeneratorOptions(
        seed, accounts, payments, dimension, 0.02, 0.01, 0.0005, 0, 0, 0, 0, 0, planted, planted, 0,
        2, START, 50);
  }

  /** The same, as a real topic has it: duplicates, disorder of up to five seconds. */
  public static GeneratorOptions real(long seed, int accounts, long payments, int dimension) {
    return tidy(seed, accounts, payments, dimension).withDisorder(0.01, 0.2, 5_000);
  }

  /** The same with duplicates and disorder. */
  public GeneratorOptions withDisorder(double duplicates, double outOfOrder, long maxMillis) {
    Draft draft = new Draft(this);
    draft.duplicateShare = duplicates;
    draft.outOfOrderShare = outOfOrder;
    draft.maxDisorderMillis = maxMillis;
    return draft.options();
  }

  /** The same with so much planted in it. */
  public GeneratorOptions withFraud(int manyRings, int manyTakeovers) {
    Draft draft = new Draft(this);
    draft.rings = manyRings;
    draft.takeovers = manyTakeovers;
    return draft.options();
  }

  /** The same with so many honest moves, which look like takeovers at first. */
  public GeneratorOptions withMoves(int many) {
    Draft draft = new Draft(this);
    draft.moves = many;
    return draft.options();
  }

  /** The same with fraud that takes its time. */
  public GeneratorOptions withFraudEvery(int payments) {
    Draft draft = new Draft(this);
    draft.fraudEvery = payments;
    return draft.options();
  }

  /** The same with a share of truly late payments. */
  public GeneratorOptions withLate(double share, long millis) {
    Draft draft = new Draft(this);
    draft.lateShare = share;
    draft.lateMillis = millis;
    return draft.options();
  }

  /** A copy on the way to other options: what can be changed, and the rest as it is. */
  private static final class Draft {
    private final GeneratorOptions from;
    private double duplicateShare;
    private double outOfOrderShare;
    private long maxDisorderMillis;
    private double lateShare;
    private long lateMillis;
    private int rings;
    private int takeovers;
    private int moves;
    private int fraudEvery;

    Draft(GeneratorOptions from) {
      this.from = from;
      duplicateShare = from.duplicateShare;
      outOfOrderShare = from.outOfOrderShare;
      maxDisorderMillis = from.maxDisorderMillis;
      lateShare = from.lateShare;
      lateMillis = from.lateMillis;
      rings = from.rings;
      takeovers = from.takeovers;
      moves = from.moves;
      fraudEvery = from.fraudEvery;
    }

    GeneratorOptions options() {
      return new GeneratorOptions(
          from.seed,
          from.accounts,
          from.payments,
          from.featureDimension,
          from.removalShare,
          from.featureUpdateShare,
          from.erasureShare,
          duplicateShare,
          outOfOrderShare,
          maxDisorderMillis,
          lateShare,
          lateMillis,
          rings,
          takeovers,
          moves,
          fraudEvery,
          from.startMillis,
          from.gapMillis);
    }
  }

  private static void requireShare(String name, double share) {
    require(share >= 0 && share <= 1, name, share, "0 to 1");
  }

  private static void require(boolean fits, String name, Number came, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(name + " is " + came + ", expected " + expected);
    }
  }
}
