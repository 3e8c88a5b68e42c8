// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model follows which, one swap at a time. A model that is taken is loaded, under an epoch
 * that never comes again. When a checkpoint that was taken after it is complete, its barrier has
 * passed through all stages behind the model, and the Neighborhood is told to begin. Until the last
 * layer serves it, the next one waits; only the newest one does.
 */
public final class Succession<M> {

  /** What is done about models. */
  public interface Hands<M> {

    /** Gives all stages the model of an epoch. */
    void load(int epoch, M model);

    /** Tells the Neighborhood to begin. Doing it twice changes nothing. */
    void begin(int epoch);

    /** A model that waited is passed over for a newer one. */
    void replaced(M model, M by);
  }

  /**
   * What is to be kept.
   *
   * @param epoch of the last model that was loaded; the first one has 0
   * @param begun the last epoch that was begun
   * @param served the last epoch that is known to be served
   * @param waiting the model that waits for a swap to end; null: none does
   */
  public record State<M>(int epoch, int begun, int served, @Nullable M waiting) {

    /** Where there was one model alone. */
    public static <M> State<M> initial() {
      return new State<>(0, 0, 0, null);
    }
  }

  private final Hands<M> hands;
  private final TreeMap<Long, Integer> sealed = new TreeMap<>(); // epochs, by checkpoint
  private int epoch;
  private int begun;
  private int served;
  private @Nullable M waiting;

  /**
   * @param from what was kept
   */
  public Succession(State<M> from, Hands<M> hands) {
    this.hands = hands;
    this.epoch = from.epoch;
    this.begun = from.begun;
    this.served = from.served;
    this.waiting = from.waiting;
  }

  /** After a restore all stages have what was loaded before. */
  public void resume() {
    if (epoch > 0) {
      begin(epoch);
    }
  }

  /** The last model that was taken, if it is waiting. */
  public @Nullable M waiting() {
    return waiting;
  }

  /** A model is to follow all those before it. */
  public void take(M model) {
    if (epoch == served) {
      load(model);
      return;
    }
    if (waiting != null) {
      hands.replaced(waiting, model);
    }
    waiting = model;
  }

  private void load(M model) {
    epoch++;
    hands.load(epoch, model);
  }

  /** All rows are of the model that was loaded last. */
  public void serves() {
    if (begun < epoch) {
      return; // said of an earlier attempt, or of an earlier epoch of the same version
    }
    served = epoch;
    M next = waiting;
    if (next != null) {
      waiting = null;
      load(next);
    }
  }

  /** A checkpoint is taken: its barrier is behind all that was said. */
  public State<M> snapshot(long checkpoint) {
    if (epoch > begun) {
      sealed.put(checkpoint, epoch);
    }
    return new State<>(epoch, begun, served, waiting);
  }

  /** A checkpoint is complete: its barrier has passed through all stages. */
  public void complete(long checkpoint) {
    for (int ready : sealed.headMap(checkpoint, true).values()) {
      if (ready > begun) {
        begin(ready);
      }
    }
    sealed.headMap(checkpoint, true).clear();
  }

  private void begin(int ready) {
    begun = ready;
    hands.begin(ready);
  }
}
