// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.state.event.GraphEvent;
import java.util.Iterator;

/**
 * A stream of payments between accounts: edges {@code payer -> payee}, each with an id of its own
 * and the logarithm of the amount as its weight, and the accounts' features. Activity is
 * heavy-tailed, accounts have communities and regular partners. Planted in it are rings, whose
 * members pass money around in a circle, and takeovers, after which an account pays strangers, in a
 * burst at first, and its features jump. Beside those there are honest moves: features and partners
 * jump as well, into another community, without a burst. A few accounts are erased.
 *
 * <p>The stream is a function of the options: the same at every run, on every machine. It is made
 * as it is read, so it may be longer than memory.
 *
 * <pre>{@code
 * PaymentGenerator generator = new PaymentGenerator(GeneratorOptions.real(42, 1_000, 100_000, 16));
 * generator.events().forEachRemaining(...);
 * generator.truth().rings();
 * }</pre>
 */
public final class PaymentGenerator {

  private final GeneratorOptions options;
  private final Hash hash;
  private final Clock clock;
  private final Plan plan;

  public PaymentGenerator(GeneratorOptions options) {
    this.options = options;
    this.hash = new Hash(options.seed());
    this.clock = new Clock(options, hash);
    this.plan = new Plan(options, hash);
  }

  /** The events in the order of their arrival, from the first one. */
  public Iterator<GraphEvent> events() {
    OrderedEvents ordered = new OrderedEvents(options, hash, clock, plan);
    Delays delays = new Delays(options, hash, clock.timeOf(Math.max(0, options.payments() - 1)));
    return new DisorderedEvents(ordered, delays, options.duplicateShare());
  }

  /** How many events there are, exactly. */
  public long totalEvents() {
    long once = options.payments() + Shares.count(options.removalShare(), options.payments());
    if (options.featureDimension() > 0) {
      once += options.accounts();
      once += Shares.count(options.featureUpdateShare(), options.payments());
      once += Shares.count(options.erasureShare(), options.payments());
      once += plan.turnsBefore(options.payments());
    }
    return once + Shares.count(options.duplicateShare(), once);
  }

  /** What was planted. */
  public PlantedTruth truth() {
    return plan.truth(options, clock);
  }
}
