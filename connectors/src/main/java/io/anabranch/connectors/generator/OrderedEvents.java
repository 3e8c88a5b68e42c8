// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/** What happens, each event once and in the order of time: first all features, then payments. */
final class OrderedEvents implements Iterator<GraphEvent> {

  /** A payment is charged back while it is one of the latest. */
  private static final int CHARGEABLE = 1024;

  private final GeneratorOptions options;
  private final Hash hash;
  private final Clock clock;
  private final Accounts accounts;
  private final Plan plan;

  private final Queue<GraphEvent> ready = new ArrayDeque<>();
  private final List<EdgeEvent> chargeable = new ArrayList<>();
  private int account;
  private long payment;

  OrderedEvents(GeneratorOptions options, Hash hash, Clock clock, Plan plan) {
    this.options = options;
    this.hash = hash;
    this.clock = clock;
    this.accounts = new Accounts(options, hash);
    this.plan = plan;
    this.account = options.featureDimension() == 0 ? options.accounts() : 0;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || account < options.accounts() || payment < options.payments();
  }

  @Override
  public GraphEvent next() {
    if (ready.isEmpty()) {
      produce();
    }
    return ready.remove();
  }

  private void produce() {
    if (account < options.accounts()) {
      ready.add(features(account++, 0, options.startMillis()));
    } else if (payment < options.payments()) {
      pay(payment++);
    } else {
      throw new NoSuchElementException();
    }
  }

  private void pay(long number) {
    long now = clock.timeOf(number);
    if (options.featureDimension() > 0) {
      plan.turnedAt(number).forEach(turned -> ready.add(features(turned, number, now)));
    }
    int payer = addPayment(number, now);
    if (options.featureDimension() > 0 && Shares.picks(options.featureUpdateShare(), number)) {
      ready.add(features(payer, number + 1, now));
    }
    if (options.featureDimension() > 0 && Shares.picks(options.erasureShare(), number)) {
      ready.add(new EraseEvent(Accounts.id(payer), now));
    }
    if (Shares.picks(options.removalShare(), number)) {
      ready.add(chargeBack(number, now));
    }
  }

  private int addPayment(long number, long now) {
    Plan.Ring ring = plan.ringOf(number);
    int payer = ring != null ? ring.payer(number) : payer(number);
    int payee =
        ring != null
            ? ring.payee(number)
            : accounts.payee(payer, number, plan.lifeOf(payer, number));
    EdgeEvent edge =
        new EdgeEvent(
            EdgeEvent.Op.ADD,
            Accounts.id(payer),
            Accounts.id(payee),
            "p" + number,
            now,
            accounts.amount(number));
    ready.add(edge);
    remember(edge);
    return payer;
  }

  private int payer(long number) {
    int hasty = plan.burstOf(number);
    return hasty >= 0 ? hasty : accounts.payer(number);
  }

  private void remember(EdgeEvent edge) {
    if (options.removalShare() == 0) {
      return;
    }
    if (chargeable.size() == CHARGEABLE) {
      chargeable.remove(0);
    }
    chargeable.add(edge);
  }

  /** The removal of one of the latest payments, which can be removed only once. */
  private EdgeEvent chargeBack(long number, long now) {
    int which = hash.below(chargeable.size(), Purpose.REMOVAL, number, 0);
    EdgeEvent edge = chargeable.remove(which);
    return new EdgeEvent(EdgeEvent.Op.REMOVE, edge.src(), edge.dst(), edge.id(), now, 0f);
  }

  private FeaturesEvent features(int of, long update, long now) {
    Life life = plan.lifeOf(of, payment - 1);
    return new FeaturesEvent(Accounts.id(of), now, accounts.features(of, update, life));
  }
}
