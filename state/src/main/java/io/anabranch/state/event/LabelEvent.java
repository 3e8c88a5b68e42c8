// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Objects;

/** The label of a vertex is set. Labels do not enter embeddings; training and alerts use them. */
public record LabelEvent(String vertex, long timestamp, String label) implements GraphEvent {

  public LabelEvent {
    Objects.requireNonNull(vertex);
    Objects.requireNonNull(label);
  }
}
