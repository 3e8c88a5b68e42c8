// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The label of a vertex is set, or withdrawn. Labels do not enter embeddings; training uses them.
 *
 * @param label null withdraws it
 */
public record LabelEvent(String vertex, long timestamp, @Nullable String label)
    implements GraphEvent {

  public LabelEvent {
    Objects.requireNonNull(vertex);
  }
}
