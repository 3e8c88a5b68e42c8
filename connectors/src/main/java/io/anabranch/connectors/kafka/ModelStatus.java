// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import org.jspecify.annotations.Nullable;

/**
 * What the job says of a model that was announced to it.
 *
 * @param reason why it is refused or replaced; empty otherwise
 * @param sweep how far its stages have been told; null where they have not begun
 */
public record ModelStatus(
    State state, String name, int version, String reason, @Nullable Sweep sweep) {

  /** What became of it. */
  public enum State {
    /** The artifact was read and fits. It is loaded when the swap before it, if any, is over. */
    ANNOUNCED,
    /** All stages are being given it. */
    LOADING,
    /** They are being told all that there is. */
    SWEEPING,
    /** Every row is of this model. */
    SERVING,
    /** The model before it goes on serving. */
    REFUSED,
    /** It waited for a swap to end, and a newer announcement took its place. */
    REPLACED;

    /** Whether nothing more is to be said of this announcement. */
    public boolean isLast() {
      return this == SERVING || this == REFUSED || this == REPLACED;
    }
  }

  /**
   * How far a sweep is.
   *
   * @param percent of the key groups whose vertices have been told to the new stages
   * @param millis since it began; when the model serves: until its last row was said
   * @param vertices that have been told
   */
  public record Sweep(int percent, long millis, long vertices) {}

  /** Where there is nothing of a sweep to be said. */
  public ModelStatus(State state, String name, int version, String reason) {
    this(state, name, version, reason, null);
  }
}
