// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

  @TempDir Path directory;

  private static GraphSnapshot.Origin origin(boolean undirected) {
    return new GraphSnapshot.Origin("checkpoint chk-7", 1_700_000_000_000L, undirected);
  }

  /** b -> a twice, once with an id; c has nothing; zoë is a source only. */
  private static SnapshotBuilder builder() {
    SnapshotBuilder builder = new SnapshotBuilder(2);
    builder.edge("zoë", "a", "", 3, 0.5f);
    builder.vertex("c", null, null);
    builder.vertex("a", new float[] {1f, -2f}, "fraud");
    builder.edge("b", "a", "payment-2", 2, 1f);
    builder.edge("b", "a", "", 1, 1f);
    return builder;
  }

  @Test
  void vertices_and_edges_are_in_one_order_whatever_order_they_came_in() {
    GraphSnapshot snapshot = builder().build(origin(false));

    assertArrayEquals(new String[] {"a", "b", "c", "zoë"}, snapshot.vertices());
    assertArrayEquals(new float[] {1f, -2f, 0, 0, 0, 0, 0, 0}, snapshot.features().values());
    assertArrayEquals(new boolean[] {true, false, false, false}, snapshot.features().given());
    assertArrayEquals(new String[] {"fraud", "", "", ""}, snapshot.labels());
    assertArrayEquals(new int[] {1, 1, 3}, snapshot.edges().sources());
    assertArrayEquals(new int[] {0, 0, 0}, snapshot.edges().targets());
    assertArrayEquals(new String[] {"", "payment-2", ""}, snapshot.edges().ids());
    assertArrayEquals(new long[] {1, 2, 3}, snapshot.edges().timestamps());
  }

  @Test
  void names_are_in_the_order_of_their_bytes_not_of_their_chars() {
    SnapshotBuilder builder = new SnapshotBuilder(0);
    builder.vertex("\uFF5E", null, null); // EF BD 9E
    builder.vertex("\uD83D\uDE00", null, null); // F0 9F 98 80, but a smaller first char

    assertArrayEquals(
        new String[] {"\uFF5E", "\uD83D\uDE00"}, builder.build(origin(false)).vertices());
  }

  @Test
  void a_file_gives_back_what_was_written() throws IOException {
    Path file = directory.resolve("graph.safetensors");
    GraphSnapshot written = builder().build(origin(true));
    SnapshotFile.write(written, file);

    GraphSnapshot read = SnapshotFile.read(file);

    assertEquals(written.origin(), read.origin());
    assertArrayEquals(written.vertices(), read.vertices());
    assertEquals(2, read.features().width());
    assertArrayEquals(written.features().values(), read.features().values());
    assertArrayEquals(written.features().given(), read.features().given());
    assertArrayEquals(written.labels(), read.labels());
    assertArrayEquals(written.edges().sources(), read.edges().sources());
    assertArrayEquals(written.edges().targets(), read.edges().targets());
    assertArrayEquals(written.edges().timestamps(), read.edges().timestamps());
    assertArrayEquals(written.edges().weights(), read.edges().weights());
    assertArrayEquals(written.edges().ids(), read.edges().ids());
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList()); // no temporary one is left
    }
  }

  @Test
  void an_empty_graph_has_a_snapshot() throws IOException {
    Path file = directory.resolve("empty");
    SnapshotFile.write(new SnapshotBuilder(3).build(origin(false)), file);

    assertEquals(0, SnapshotFile.read(file).vertices().length);
    assertEquals(0, SnapshotFile.read(file).edges().count());
  }

  @Test
  void columns_longer_than_a_chunk_are_written_whole() throws IOException {
    SnapshotBuilder builder = new SnapshotBuilder(1);
    for (int e = 0; e < 150_000; e++) {
      builder.edge("s" + e % 1000, "t" + e % 777, Integer.toString(e), e, 1f);
    }
    Path file = directory.resolve("long");
    GraphSnapshot written = builder.build(origin(false));
    SnapshotFile.write(written, file);

    assertArrayEquals(written.edges().timestamps(), SnapshotFile.read(file).edges().timestamps());
  }

  @Test
  void no_flipped_bit_is_read() throws IOException {
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(builder().build(origin(false)), file);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);

      assertThrows(SnapshotException.class, () -> SnapshotFile.read(file));
    }
  }

  @Test
  void a_file_that_ends_early_is_refused() throws IOException {
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(builder().build(origin(false)), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 8, 40, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));

      assertThrows(SnapshotException.class, () -> SnapshotFile.read(file));
    }
  }

  @Test
  void a_newer_format_is_refused_by_name() throws IOException {
    Path file = directory.resolve("graph.safetensors");
    SnapshotFile.write(builder().build(origin(false)), file);
    String text = Files.readString(file, ISO_8859_1);
    Files.writeString(file, text.replace("\"version\":\"1\"", "\"version\":\"9\""), ISO_8859_1);

    SnapshotException refused =
        assertThrows(SnapshotException.class, () -> SnapshotFile.read(file));
    assertTrue(
        refused.getMessage().endsWith("expected format version 1 to 1; got 9"),
        refused.getMessage());
  }

  @Test
  void features_of_another_width_are_refused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SnapshotBuilder(2).vertex("a", new float[3], null));
    assertEquals("the features of 'a' are 3 wide; 2 are expected", refused.getMessage());
  }

  @Test
  void only_edges_of_the_past_are_in_neighbors() {
    GraphSnapshot snapshot = builder().build(origin(false));

    assertEquals(3, snapshot.inNeighbors(Long.MAX_VALUE).inDegree(0));
    assertEquals(1, snapshot.inNeighbors(2).inDegree(0));
    assertEquals(0, snapshot.inNeighbors(1).edgeCount());
  }
}
