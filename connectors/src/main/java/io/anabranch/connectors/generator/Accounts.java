// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;

/**
 * Who the accounts are: how active, whom they pay, what their features look like. Few accounts make
 * many payments (activity falls as a power law of the rank), and most payments stay in the payer's
 * community and go to a handful of regular partners.
 */
final class Accounts {

  private static final int COMMUNITY_SIZE = 50;
  private static final int PARTNERS = 24;
  private static final double STAYS_HOME = 0.85;

  private final GeneratorOptions options;
  private final Hash hash;
  private final int communities;

  Accounts(GeneratorOptions options, Hash hash) {
    this.options = options;
    this.hash = hash;
    this.communities = Math.max(1, options.accounts() / COMMUNITY_SIZE);
  }

  static String id(int account) {
    return "acct-" + account;
  }

  /** The payer of a payment: the rank is skewed, so account 0 pays most. */
  int payer(long payment) {
    return skewed(hash.unit(Purpose.PAYER, payment, 0), options.accounts());
  }

  /** Whom the payer pays this time. */
  int payee(int payer, long payment, Life life) {
    int regular = skewed(hash.unit(Purpose.PARTNER_RANK, payment, 0), PARTNERS);
    int partner =
        switch (life) {
          case USUAL -> partner(payer, communityOf(payer), regular);
          case MOVED -> partner(payer, nextCommunityOf(payer), 2 * PARTNERS + regular);
          case STOLEN -> stranger(payer, regular);
        };
    return partner == payer ? (payer + 1) % options.accounts() : partner;
  }

  private int partner(int payer, int community, int regular) {
    if (hash.unit(Purpose.COMMUNITY, payer, regular) >= STAYS_HOME) {
      return skewed(hash.unit(Purpose.PARTNER, payer, regular), options.accounts());
    }
    int members = (options.accounts() - 1 - community) / communities + 1;
    int member = skewed(hash.unit(Purpose.PARTNER, payer, regular), members);
    return community + member * communities;
  }

  /** A thief's partners have nothing to do with the community. */
  private int stranger(int payer, int regular) {
    return hash.below(options.accounts(), Purpose.PARTNER, payer, PARTNERS + regular);
  }

  private int communityOf(int account) {
    return account % communities;
  }

  /** Where an account goes when it moves: anywhere else, where there is one. */
  private int nextCommunityOf(int account) {
    int further = hash.below(Math.max(1, communities - 1), Purpose.MOVE, account, 0) + 1;
    return (communityOf(account) + further) % communities;
  }

  /** Cubing a uniform number puts a third of all draws on the first 4 percent. */
  private static int skewed(double unit, int bound) {
    return (int) (unit * unit * unit * bound);
  }

  /** The logarithm of an amount: most are small, few are large; above 0, below 12. */
  float amount(long payment) {
    double unit = hash.unit(Purpose.AMOUNT, payment, 0);
    return (float) Math.min(12, 0.5 - 2 * StrictMath.log1p(-unit));
  }

  /**
   * The features of an account: its community's centre, its own deviation, a little drift.
   *
   * @param update 0 at first, then the number of the payment that moved them
   */
  float[] features(int account, long update, Life life) {
    float[] features = new float[options.featureDimension()];
    int likeness =
        switch (life) {
          case USUAL -> communityOf(account);
          case MOVED -> nextCommunityOf(account);
          case STOLEN -> options.accounts() + account; // like nobody
        };
    for (int i = 0; i < features.length; i++) {
      double centre = hash.unit(Purpose.FEATURE, -1 - likeness, i);
      double own = hash.unit(Purpose.FEATURE, account, i);
      double drift = update == 0 ? 0.5 : hash.unit(Purpose.FEATURE_UPDATE, update, i);
      features[i] = (float) (2 * centre - 1 + 0.3 * (own - 0.5) + 0.1 * (drift - 0.5));
    }
    return features;
  }
}
