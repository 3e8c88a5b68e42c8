// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.Backing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * The state of one stage on its way to the savepoint: entries, one after the other. As a backing it
 * takes vertices in and gives none back, so the store in front of it has to hold them all. It does
 * not outlive the bootstrap, and so has no format number.
 */
final class SpillFile implements Backing, AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final StateEntry.Serializer serializer = new StateEntry.Serializer();
  private final DataOutputViewStreamWrapper out;

  SpillFile(Path file) {
    try {
      out =
          new DataOutputViewStreamWrapper(
              new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    } catch (IOException e) {
      throw new UncheckedIOException("no file can be made at " + file, e);
    }
  }

  /** Shows all entries of a file that was closed. */
  static void read(Path file, Consumer<StateEntry> consumer) throws IOException {
    StateEntry.Serializer serializer = new StateEntry.Serializer();
    try (DataInputStream raw =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      DataInputViewStreamWrapper in = new DataInputViewStreamWrapper(raw);
      while (!isAtEnd(raw)) {
        consumer.accept(serializer.deserialize(in));
      }
    }
  }

  private static boolean isAtEnd(DataInputStream in) throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next < 0;
  }

  void add(StateEntry entry) {
    try {
      serializer.serialize(entry, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String vertex) {
    return null;
  }

  @Override
  public void write(String vertex, byte[] packed) {
    add(new StateEntry.Vertex(vertex, packed));
  }

  @Override
  public void remove(String vertex) {
    throw new IllegalStateException("'" + vertex + "' is on disk already");
  }

  @Override
  public void clear(String vertex) {
    remove(vertex);
  }

  @Override
  public PageStore pages(String vertex) {
    return new SpilledPages(vertex);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private final class SpilledPages implements PageStore {

    private final String vertex;

    SpilledPages(String vertex) {
      this.vertex = vertex;
    }

    @Override
    public byte[] read(int page) {
      throw new IllegalStateException("page " + page + " of '" + vertex + "' is on disk already");
    }

    @Override
    public void write(int page, byte[] bytes) {
      add(new StateEntry.Page(vertex, page, bytes));
    }

    @Override
    public void delete(int page) {
      throw new IllegalStateException("page " + page + " of '" + vertex + "' is on disk already");
    }
  }
}
