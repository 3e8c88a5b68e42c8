// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a record may hold at most.
 *
 * @param featureDimension how many features a vertex has, exactly
 * @param maxRecordBytes of the key and of the value, each
 * @param maxIdBytes of an id or label in UTF-8
 */
public record EventLimits(int featureDimension, int maxRecordBytes, int maxIdBytes) {

  public EventLimits {
    if (featureDimension < 0 || maxRecordBytes < 1 || maxIdBytes < 1) {
      throw new IllegalArgumentException(
          "expected featureDimension >= 0, maxRecordBytes >= 1 and maxIdBytes >= 1, came %d, %d, %d"
              .formatted(featureDimension, maxRecordBytes, maxIdBytes));
    }
  }

  /** Records of at most 1 MiB with ids of at most 256 bytes. */
  public static EventLimits ofDimension(int featureDimension) {
    return new EventLimits(featureDimension, 1 << 20, 256);
  }

  /** Refuses a record without key or value, or with a key that is too long. */
  void requireKeyAndValue(byte[] key, byte[] value) throws BadRecordException {
    if (key == null) {
      throw new BadRecordException(Reason.NULL_KEY, "the record has no key");
    }
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "the record has no value");
    }
    if (key.length > maxRecordBytes) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "the key has %d bytes, at most %d are allowed".formatted(key.length, maxRecordBytes));
    }
  }

  /**
   * What is wrong with an event that came by another way than through a codec; null when nothing
   * is. An event that a codec would let in has no fault.
   */
  public @Nullable String fault(GraphEvent event) {
    if (event.timestamp() < 0) {
      return "the timestamp is " + event.timestamp() + ", expected milliseconds >= 0";
    } else if (event instanceof EdgeEvent edge) {
      return first(
          idFault("src", edge.src()),
          idFault("dst", edge.dst()),
          edge.id().isEmpty() ? null : idFault("id", edge.id()),
          Float.isFinite(edge.weight()) ? null : "'weight' is " + edge.weight());
    } else if (event instanceof EraseEvent erase) {
      return idFault("vertex", erase.vertex());
    } else if (event instanceof FeaturesEvent write) {
      return first(idFault("vertex", write.vertex()), featuresFault(write.features()));
    } else if (event instanceof LabelEvent write) {
      return first(
          idFault("vertex", write.vertex()),
          write.label() == null ? null : idFault("label", write.label()));
    }
    return null;
  }

  private @Nullable String idFault(String field, String text) {
    return Text.idFault(text, field, maxIdBytes);
  }

  private @Nullable String featuresFault(float @Nullable [] features) {
    if (features == null) {
      return null;
    }
    if (features.length != featureDimension) {
      return "%d features, expected %d".formatted(features.length, featureDimension);
    }
    for (float feature : features) {
      if (!Float.isFinite(feature)) {
        return "a feature is " + feature;
      }
    }
    return null;
  }

  private static @Nullable String first(@Nullable String... faults) {
    for (String fault : faults) {
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }
}
