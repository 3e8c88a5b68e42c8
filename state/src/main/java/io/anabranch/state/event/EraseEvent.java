// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Objects;

/**
 * A vertex is erased: of what was written up to the timestamp, its own included, its features, its
 * label and all edges from it and to it are taken away. What is written later stands.
 */
public record EraseEvent(String vertex, long timestamp) implements GraphEvent {

  public EraseEvent {
    Objects.requireNonNull(vertex);
  }
}
