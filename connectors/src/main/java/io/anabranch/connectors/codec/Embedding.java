// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * A row of the embeddings topic.
 *
 * @param eventTime the largest event timestamp reflected when the row was written, milliseconds
 * @param arrived when the oldest input event that this row newly reflects reached Kafka,
 *     milliseconds: the row's own record timestamp less this is the latency from event to embedding
 * @param sequence counts the rows of this vertex
 * @param values all finite; not copied
 */
public record Embedding(
    String vertex, long eventTime, long arrived, long sequence, int modelVersion, float[] values) {

  public Embedding {
    Objects.requireNonNull(vertex);
    Objects.requireNonNull(values);
  }

  /** Equal bit for bit, which is what exactness is measured by. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that
        && vertex.equals(that.vertex)
        && eventTime == that.eventTime
        && arrived == that.arrived
        && sequence == that.sequence
        && modelVersion == that.modelVersion
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        vertex, eventTime, arrived, sequence, modelVersion, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "Embedding[vertex=%s, eventTime=%d, arrived=%d, sequence=%d, modelVersion=%d, values=%s]"
        .formatted(vertex, eventTime, arrived, sequence, modelVersion, Arrays.toString(values));
  }
}
