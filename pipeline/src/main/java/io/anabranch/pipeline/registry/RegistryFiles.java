// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Whole files on any of Flink's file systems. */
final class RegistryFiles {

  private static final int LARGEST = 1 << 30;

  private final FileSystem fs;

  RegistryFiles(URI root) throws IOException {
    this.fs = FileSystem.get(root);
  }

  boolean exists(Path path) throws IOException {
    return fs.exists(path);
  }

  /** The names of what is in a directory; none where there is no directory. */
  List<String> names(Path directory) throws IOException {
    FileStatus[] entries = fs.exists(directory) ? fs.listStatus(directory) : null;
    List<String> names = new ArrayList<>();
    for (FileStatus entry : entries == null ? new FileStatus[0] : entries) {
      names.add(entry.getPath().getName());
    }
    return names;
  }

  byte[] read(Path file) throws IOException {
    if (!fs.exists(file)) {
      throw new RegistryException(file, "expected a file; there is none");
    }
    try (InputStream in = fs.open(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new RegistryException(file, "expected at most " + LARGEST + " bytes; got more");
      }
      return bytes;
    }
  }

  void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = fs.create(file, WriteMode.NO_OVERWRITE)) {
      out.write(bytes);
    }
  }

  /**
   * Puts a file in the place of another. Where the file system does not move onto what is there, as
   * object stores and HDFS, the new one waits under a second name while the old one goes, so that
   * {@link #replaced} finds one of them at any moment, also when this program dies in between.
   */
  void replace(Path file, byte[] bytes) throws IOException {
    Path temporary = temporary(file);
    Path next = next(file);
    try {
      write(temporary, bytes);
      if (!movedOnto(temporary, file)) {
        fs.delete(next, false);
        move(temporary, next);
        fs.delete(file, false);
        move(next, file);
      }
      fs.delete(next, false); // of a program that died before
    } finally {
      fs.delete(temporary, false);
    }
  }

  private boolean movedOnto(Path from, Path to) throws IOException {
    try {
      return fs.rename(from, to);
    } catch (FileAlreadyExistsException e) { // as some object stores say it
      return false;
    }
  }

  /** What {@link #replace} has put there, at any moment of it; empty when nothing ever was. */
  Optional<byte[]> replaced(Path file) throws IOException {
    for (Path place : List.of(file, next(file), file)) {
      try {
        if (fs.exists(place)) {
          return Optional.of(read(place));
        }
      } catch (IOException e) {
        if (fs.exists(place)) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  private static Path next(Path file) {
    return new Path(file.getParent(), "." + file.getName() + "-next");
  }

  /** Moves a file or directory to where nothing is. */
  void move(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new RegistryException(to, "could not be moved there from " + from.getName());
    }
  }

  void deleteAll(Path path) throws IOException {
    if (fs.exists(path)) {
      fs.delete(path, true);
    }
  }

  /** A name beside a file or directory that nobody reads. */
  static Path temporary(Path path) {
    return new Path(path.getParent(), "." + path.getName() + "-" + UUID.randomUUID());
  }
}
