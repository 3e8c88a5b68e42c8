// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

/**
 * When a stage sends what has changed.
 *
 * @param hubs vertices with many subscribers send later, in slices
 * @param epsilon a message waits for as long as no element differs by more from what was sent
 */
public record Sending(Hubs hubs, float epsilon) {

  /** Everything at once. */
  public static Sending plain() {
    return new Sending(Hubs.none(), 0f);
  }
}
