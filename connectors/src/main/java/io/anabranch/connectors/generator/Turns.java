// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Accounts whose life changes right before a payment, at most one account a payment. */
final class Turns {

  private final TreeMap<Long, Integer> accounts = new TreeMap<>(); // by the payment
  private final Map<Integer, Long> payments = new HashMap<>(); // by the account

  /** At that payment, or the next one before which no life changes yet. */
  void plant(int account, long payment) {
    long free = Plan.free(accounts, payment);
    accounts.put(free, account);
    payments.put(account, free);
  }

  /** The account whose life changes right before a payment, or -1. */
  int at(long payment) {
    return accounts.getOrDefault(payment, -1);
  }

  /** Those before the last so many payments up to that one, the latest first. */
  Iterable<Map.Entry<Long, Integer>> within(long last, long payment) {
    return accounts.subMap(payment - last, false, payment, true).descendingMap().entrySet();
  }

  /** Whether an account's life has changed by then. */
  boolean hasTurned(int account, long payment) {
    Long at = payments.get(account);
    return at != null && payment >= at;
  }

  /** Those before a payment: the account by the payment. */
  Map<Long, Integer> before(long payment) {
    return accounts.headMap(payment);
  }
}
