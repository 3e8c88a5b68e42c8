// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The features of a vertex are set, or withdrawn.
 *
 * @param features all finite, as many as the model takes; null withdraws them
 */
public record FeaturesEvent(String vertex, long timestamp, float @Nullable [] features)
    implements GraphEvent {

  public FeaturesEvent {
    Objects.requireNonNull(vertex);
    if (features != null) {
      features = features.clone();
      for (int i = 0; i < features.length; i++) {
        features[i] += 0f; // -0.0 becomes 0.0
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeaturesEvent that
        && vertex.equals(that.vertex)
        && timestamp == that.timestamp
        && Arrays.equals(features, that.features);
  }

  @Override
  public int hashCode() {
    return Objects.hash(vertex, timestamp, Arrays.hashCode(features));
  }

  @Override
  public String toString() {
    return "FeaturesEvent[vertex=%s, timestamp=%d, features=%s]"
        .formatted(vertex, timestamp, Arrays.toString(features));
  }
}
