// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vertices of a stage that have many subscribers and do not send to them at once. Which those
 * are the vertices say themselves, in their {@link Deferral}; here is when they are woken.
 */
public final class Hubs {

  private record Wake(long time, long since) {}

  private static final int NEVER = Integer.MAX_VALUE;

  private final int minSubscribers;
  private final int slice;
  private final HubBudget budget;
  private final WakeUps wakeUps;
  private final Map<String, Wake> deferred = new HashMap<>();
  private volatile int size; // what metrics see
  private volatile long oldest = Long.MAX_VALUE;

  /**
   * @param minSubscribers a vertex with fewer sends at once
   * @param updates subscribers that may be told a second, by all hubs together
   * @param slice subscribers that are told before others get their turn; a page is told whole
   */
  public Hubs(int minSubscribers, int updates, int slice, WakeUps wakeUps) {
    this.minSubscribers = minSubscribers;
    this.slice = slice;
    this.budget = new HubBudget(updates);
    this.wakeUps = wakeUps;
  }

  /** No vertex defers. */
  public static Hubs none() {
    return new Hubs(NEVER, 1, 1, null);
  }

  boolean defers(int subscribers) {
    return subscribers >= minSubscribers;
  }

  int slice() {
    return slice;
  }

  long now() {
    return wakeUps.now();
  }

  /** A vertex has begun to defer. */
  void defer(String vertex, long since) {
    wake(vertex, budget.free(now()), since);
  }

  /** A hub has told so many and is not through. */
  void again(String vertex, int told, long since) {
    wake(vertex, budget.spend(told, now()), since);
  }

  /** A hub has told so many and is through. */
  void done(String vertex, int told) {
    budget.spend(told, now());
    forget(vertex);
  }

  /** A hub need not be woken any more. */
  void cancel(String vertex) {
    Wake wake = deferred.get(vertex);
    if (wake != null) {
      wakeUps.cancel(vertex, wake.time);
      forget(vertex);
    }
  }

  /** A wake-up that outlived the process. */
  void restore(String vertex, long time, long since) {
    deferred.put(vertex, new Wake(time, since));
    count();
  }

  /** The vertices that defer now. */
  List<String> vertices() {
    return deferred.keySet().stream().sorted().toList();
  }

  /** How many vertices defer. */
  public int size() {
    return size;
  }

  /** How long the longest deferred change waits, in milliseconds; 0 when none does. */
  public long staleness(long now) {
    long since = oldest;
    return since == Long.MAX_VALUE ? 0 : Math.max(0, now - since);
  }

  private void wake(String vertex, long time, long since) {
    deferred.put(vertex, new Wake(time, since));
    wakeUps.set(vertex, time);
    count();
  }

  private void forget(String vertex) {
    deferred.remove(vertex);
    count();
  }

  private void count() {
    size = deferred.size();
    oldest = deferred.values().stream().mapToLong(Wake::since).min().orElse(Long.MAX_VALUE);
  }
}
