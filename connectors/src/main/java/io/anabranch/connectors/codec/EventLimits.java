// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

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
}
