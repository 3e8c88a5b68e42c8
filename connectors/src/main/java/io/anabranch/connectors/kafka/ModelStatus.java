// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

/**
 * What the job says of a model that was announced to it.
 *
 * @param reason why it is refused; empty otherwise
 */
public record ModelStatus(State state, String name, int version, String reason) {

  /** What became of it. */
  public enum State {
    /** All stages are being given it, and told all that there is. */
    LOADING,
    /** Every row is of this model. */
    SERVING,
    /** The model before it goes on serving. */
    REFUSED
  }
}
