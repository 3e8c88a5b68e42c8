// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A snapshot as a file in the safetensors format, so that other languages read it with their
 * library. {@code __metadata__} has the version of this format, where the snapshot was taken, and a
 * SHA-256 over the whole file (with zeros in its own place).
 */
public final class SnapshotFile {

  static final String FORMAT = "anabranch-graph-snapshot";
  static final int VERSION = 1;

  static final String METADATA = "__metadata__";
  static final String SHA256 = "sha256";
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int CHUNK = 1 << 16; // elements

  private SnapshotFile() {}

  /**
   * Writes under a temporary name and moves: a reader sees all of it or nothing. A file that is
   * there is replaced.
   *
   * @throws IOException when the file system fails; what was there stays
   */
  public static void write(GraphSnapshot snapshot, Path file) throws IOException {
    Path temporary =
        Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".part");
    try {
      List<Column> columns = columns(snapshot);
      byte[] header = header(snapshot.origin(), columns);
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        MessageDigest digest = Sha256.begin(header);
        out.position(Long.BYTES + header.length);
        for (Column column : columns) {
          write(column, digest, out);
        }
        byte[] sealed = Sha256.seal(header, digest);
        out.write(length(sealed.length), 0);
        out.write(ByteBuffer.wrap(sealed), Long.BYTES);
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a snapshot.
   *
   * @throws SnapshotException when the file is none, damaged, or of a newer format
   */
  public static GraphSnapshot read(Path file) throws IOException {
    return new SnapshotReader(file).read();
  }

  private static void write(Column column, MessageDigest digest, FileChannel out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * column.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < column.length(); from += CHUNK) {
      int to = Math.min(column.length(), from + CHUNK);
      buffer.clear();
      column.filler().put(from, to, buffer);
      buffer.position(0).limit((to - from) * column.size());
      digest.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
  }

  private static List<Column> columns(GraphSnapshot snapshot) {
    GraphSnapshot.Features features = snapshot.features();
    GraphSnapshot.Edges edges = snapshot.edges();
    List<Integer> shape = List.of(snapshot.vertices().length, features.width());
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("edge.timestamp", edges.timestamps())); // 8 bytes each: aligned first
    columns.add(Column.of("edge.source", edges.sources()));
    columns.add(Column.of("edge.target", edges.targets()));
    columns.add(Column.of("edge.weight", edges.weights()));
    columns.add(Column.matrix("vertex.features", shape, features.values()));
    List<Column> bytes = new ArrayList<>();
    for (List<Column> strings :
        List.of(
            Column.of("vertex.name", snapshot.vertices()),
            Column.of("vertex.label", snapshot.labels()),
            Column.of("edge.id", edges.ids()))) {
      bytes.add(strings.get(0));
      columns.add(strings.get(1));
    }
    columns.addAll(bytes);
    columns.add(Column.of("vertex.has-features", features.given()));
    return columns;
  }

  private static byte[] header(GraphSnapshot.Origin origin, List<Column> columns)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    header
        .putObject(METADATA)
        .put("format", FORMAT)
        .put("version", Integer.toString(VERSION)) // safetensors has strings here alone
        .put("source", origin.source())
        .put("horizon", Long.toString(origin.horizon()))
        .put("undirected", Boolean.toString(origin.undirected()))
        .put(SHA256, Sha256.ZEROS);
    long begin = 0;
    for (Column column : columns) {
      ObjectNode entry = header.putObject(column.name()).put("dtype", column.dtype());
      column.shape().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(begin).add(begin + column.bytes());
      begin += column.bytes();
    }
    byte[] json = JSON.writeValueAsBytes(header);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  static ByteBuffer length(long length) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).flip();
  }
}
