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
    return new GeneratorOptions(
        seed,
        accounts,
        payments,
        featureDimension,
        removalShare,
        featureUpdateShare,
        erasureShare,
        duplicates,
        outOfOrder,
        maxMillis,
        lateShare,
        lateMillis,
        rings,
        takeovers,
        moves,
        fraudEvery,
        startMillis,
        gapMillis);
  }

  /** The same with so much planted in it. */
  public GeneratorOptions withFraud(int manyRings, int manyTakeovers) {
    return new GeneratorOptions(
        seed,
        accounts,
        payments,
        featureDimension,
        removalShare,
        featureUpdateShare,
        erasureShare,
        duplicateShare,
        outOfOrderShare,
        maxDisorderMillis,
        lateShare,
        lateMillis,
        manyRings,
        manyTakeovers,
        moves,
        fraudEvery,
        startMillis,
        gapMillis);
  }

  /** The same with so many honest moves, which look like takeovers at first. */
  public GeneratorOptions withMoves(int many) {
    return new GeneratorOptions(
        seed,
        accounts,
        payments,
        featureDimension,
        removalShare,
        featureUpdateShare,
        erasureShare,
        duplicateShare,
        outOfOrderShare,
        maxDisorderMillis,
        lateShare,
        lateMillis,
        rings,
        takeovers,
        many,
        fraudEvery,
        startMillis,
        gapMillis);
  }

  /** The same with fraud that takes its time. */
  public GeneratorOptions withFraudEvery(int payments) {
    return new GeneratorOptions(
        seed,
        accounts,
        this.payments,
        featureDimension,
        removalShare,
        featureUpdateShare,
        erasureShare,
        duplicateShare,
        outOfOrderShare,
        maxDisorderMillis,
        lateShare,
        lateMillis,
        rings,
        takeovers,
        moves,
        payments,
        startMillis,
        gapMillis);
  }

  /** The same with a share of truly late payments. */
  public GeneratorOptions withLate(double share, long millis) {
    return new GeneratorOptions(
        seed,
        accounts,
        payments,
        featureDimension,
        removalShare,
        featureUpdateShare,
        erasureShare,
        duplicateShare,
        outOfOrderShare,
        maxDisorderMillis,
        share,
        millis,
        rings,
        takeovers,
        moves,
        fraudEvery,
        startMillis,
        gapMillis);
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
