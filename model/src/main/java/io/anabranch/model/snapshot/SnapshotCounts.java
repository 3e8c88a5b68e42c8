// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How large a snapshot is, by its header alone.
 *
 * @param width elements in a vertex's features
 * @param text bytes of all names, labels and ids of edges together
 */
public record SnapshotCounts(long vertices, long edges, long width, long text) {

  /** Those of a snapshot that is there; text as if it had one byte a character. */
  public static SnapshotCounts of(GraphSnapshot snapshot) {
    return new SnapshotCounts(
        snapshot.vertices().length,
        snapshot.edges().count(),
        snapshot.features().width(),
        text(snapshot.vertices()) + text(snapshot.labels()) + text(snapshot.edges().ids()));
  }

  private static long text(String[] texts) {
    return Arrays.stream(texts).mapToLong(String::length).sum();
  }

  /**
   * Reads the header from the beginning of a file, and no more. No checksum is looked at.
   *
   * @param where it is, for messages
   * @throws SnapshotException when the file is no snapshot, or of a newer format
   */
  public static SnapshotCounts read(InputStream in, Object where) throws IOException {
    ByteBuffer length = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    long bytes = length.remaining() < Long.BYTES ? -1 : length.getLong();
    if (bytes < 2 || bytes > SnapshotReader.LONGEST_HEADER) {
      throw SnapshotReader.noHeader(where);
    }
    JsonNode header;
    try {
      header = SnapshotFile.JSON.readTree(in.readNBytes((int) bytes));
    } catch (JsonProcessingException e) {
      throw SnapshotReader.malformed(where, e);
    }
    SnapshotReader.requireFormat(where, header.path(SnapshotFile.METADATA));
    JsonNode features = header.path("vertex.features").path("shape");
    return new SnapshotCounts(
        features.path(0).asLong(),
        header.path("edge.source").path("shape").path(0).asLong(),
        features.path(1).asLong(),
        text(header, "vertex.name") + text(header, "vertex.label") + text(header, "edge.id"));
  }

  private static long text(JsonNode header, String name) {
    return header.path(name + ".bytes").path("shape").path(0).asLong();
  }
}
