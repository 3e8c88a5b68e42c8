// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads one file, and checks it before any of it is believed. */
final class SnapshotReader {

  static final int LONGEST_HEADER = 1 << 20;
  private static final int CHUNK = 1 << 20;

  private final Path file;
  private FileChannel in;
  private JsonNode header;
  private long dataStart;

  SnapshotReader(Path file) {
    this.file = file;
  }

  GraphSnapshot read() throws IOException {
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
      in = opened;
      readHeader();
      JsonNode metadata = header.path(SnapshotFile.METADATA);
      ByteBuffer features = column("vertex.features", "F32");
      float[] values = new float[features.remaining() / Float.BYTES];
      features.asFloatBuffer().get(values);
      String[] names = strings("vertex.name");
      return new GraphSnapshot(
          new GraphSnapshot.Origin(
              metadata.path("source").asText(),
              Long.parseLong(metadata.path("horizon").asText()),
              Boolean.parseBoolean(metadata.path("undirected").asText())),
          names,
          new GraphSnapshot.Features(
              header.path("vertex.features").path("shape").path(1).asInt(), values, given()),
          strings("vertex.label"),
          edges());
    } catch (IllegalArgumentException e) {
      throw new SnapshotException(file, e.getMessage());
    }
  }

  private boolean[] given() throws IOException {
    ByteBuffer bytes = bytes("vertex.has-features");
    boolean[] given = new boolean[bytes.remaining()];
    for (int v = 0; v < given.length; v++) {
      given[v] = bytes.get() != 0;
    }
    return given;
  }

  private GraphSnapshot.Edges edges() throws IOException {
    ByteBuffer times = column("edge.timestamp", "I64");
    long[] timestamps = new long[times.remaining() / Long.BYTES];
    times.asLongBuffer().get(timestamps);
    ByteBuffer weighed = column("edge.weight", "F32");
    float[] weights = new float[weighed.remaining() / Float.BYTES];
    weighed.asFloatBuffer().get(weights);
    return new GraphSnapshot.Edges(
        ints("edge.source"), ints("edge.target"), timestamps, weights, strings("edge.id"));
  }

  private void readHeader() throws IOException {
    long length = in.size() < Long.BYTES ? -1 : read(0, Long.BYTES).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > in.size() - Long.BYTES) {
      throw noHeader(file);
    }
    byte[] bytes = read(Long.BYTES, (int) length).array();
    dataStart = Long.BYTES + length;
    try {
      header = SnapshotFile.JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw malformed(file, e);
    }
    requireFormat(file, header.path(SnapshotFile.METADATA));
    requireChecksum(bytes, header.path(SnapshotFile.METADATA).path(SnapshotFile.SHA256).asText());
  }

  static SnapshotException noHeader(Object where) {
    return new SnapshotException(where, "expected a header of safetensors; there is none");
  }

  static SnapshotException malformed(Object where, JsonProcessingException e) {
    return new SnapshotException(where, "malformed header: " + e.getOriginalMessage());
  }

  static void requireFormat(Object where, JsonNode metadata) throws SnapshotException {
    String format = metadata.path("format").asText("none");
    if (!format.equals(SnapshotFile.FORMAT)) {
      throw new SnapshotException(
          where, "expected format %s; got %s".formatted(SnapshotFile.FORMAT, format));
    }
    int version = metadata.path("version").asInt(-1);
    if (version < 1 || version > SnapshotFile.VERSION) {
      throw new SnapshotException(
          where,
          "expected format version 1 to %d; got %s"
              .formatted(SnapshotFile.VERSION, metadata.path("version").asText("none")));
    }
  }

  private void requireChecksum(byte[] bytes, String expected) throws IOException {
    if (!expected.matches("[0-9a-f]{64}")) {
      throw new SnapshotException(file, "expected a SHA-256 in the header; got " + expected);
    }
    MessageDigest digest = Sha256.begin(Sha256.unseal(bytes, expected));
    for (long at = dataStart; at < in.size(); at += CHUNK) {
      digest.update(read(at, (int) Math.min(CHUNK, in.size() - at)));
    }
    String got = HexFormat.of().formatHex(digest.digest());
    if (!got.equals(expected)) {
      throw new SnapshotException(file, "expected SHA-256 %s; got %s".formatted(expected, got));
    }
  }

  private int[] ints(String name) throws IOException {
    ByteBuffer bytes = column(name, "I32");
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private String[] strings(String name) throws IOException {
    int[] offsets = ints(name + ".offsets");
    byte[] bytes = bytes(name + ".bytes").array();
    String[] strings = new String[offsets.length - 1];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = new String(bytes, offsets[i], offsets[i + 1] - offsets[i], UTF_8);
    }
    return strings;
  }

  /** The bytes of a tensor of that type. */
  private ByteBuffer column(String name, String dtype) throws IOException {
    String got = header.path(name).path("dtype").asText("nothing");
    if (!got.equals(dtype)) {
      throw new SnapshotException(file, "expected %s in %s; got %s".formatted(name, dtype, got));
    }
    return bytes(name);
  }

  private ByteBuffer bytes(String name) throws IOException {
    JsonNode offsets = header.path(name).path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (begin < 0
        || end < begin
        || dataStart + end > in.size()
        || end - begin > Integer.MAX_VALUE) {
      throw new SnapshotException(
          file, "expected %s within the file; got bytes %d to %d".formatted(name, begin, end));
    }
    return read(dataStart + begin, (int) (end - begin));
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, at + buffer.position()) < 0) {
        throw new SnapshotException(file, "ends early, at byte " + (at + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
