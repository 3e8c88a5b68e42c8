// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** A snapshot file on any of Flink's file systems. */
public final class SnapshotPlace {

  private final Path path;
  private final FileSystem fs;

  /**
   * @throws IOException when there is no file system of that scheme
   */
  public SnapshotPlace(URI uri) throws IOException {
    this.path = new Path(uri);
    this.fs = path.getFileSystem();
  }

  /** Writes the snapshot, by way of a local file where it is to lie elsewhere. */
  public void write(GraphSnapshot snapshot) throws IOException {
    if (path.getParent() != null) {
      fs.mkdirs(path.getParent());
    }
    if (fs instanceof LocalFileSystem) {
      SnapshotFile.write(snapshot, java.nio.file.Path.of(path.getPath()));
      return;
    }
    java.nio.file.Path copy = Files.createTempFile("anabranch-snapshot", null);
    try {
      SnapshotFile.write(snapshot, copy);
      try (OutputStream out = fs.create(path, FileSystem.WriteMode.OVERWRITE)) {
        Files.copy(copy, out);
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** As it was given. */
  public URI uri() {
    return path.toUri();
  }

  /** Deletes it, where it is there. */
  public void delete() throws IOException {
    fs.delete(path, false);
  }

  /** How large it is, by its header. */
  public SnapshotCounts counts() throws IOException {
    try (InputStream in = fs.open(path)) {
      return SnapshotCounts.read(in, path);
    }
  }

  /** The snapshot. What lies elsewhere is copied to a local file first, which then goes again. */
  public GraphSnapshot read() throws IOException {
    return fs instanceof LocalFileSystem
        ? SnapshotFile.read(java.nio.file.Path.of(path.getPath()))
        : readCopy();
  }

  GraphSnapshot readCopy() throws IOException {
    java.nio.file.Path copy = Files.createTempFile("anabranch-snapshot", null);
    try {
      try (InputStream in = fs.open(path)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return SnapshotFile.read(copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
