// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import io.anabranch.model.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** A snapshot file on any of Flink's file systems. */
final class SnapshotPlace {

  private final Path path;
  private final FileSystem fs;

  SnapshotPlace(URI uri) throws IOException {
    this.path = new Path(uri);
    this.fs = path.getFileSystem();
  }

  /** How large it is, by its header. */
  SnapshotCounts counts() throws IOException {
    try (InputStream in = fs.open(path)) {
      return SnapshotCounts.read(in, path);
    }
  }

  /** The snapshot. What lies elsewhere is copied to a local file first, which then goes again. */
  GraphSnapshot read() throws IOException {
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
