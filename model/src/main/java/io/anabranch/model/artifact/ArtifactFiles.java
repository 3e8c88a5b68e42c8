// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The two files of an artifact, whatever its architecture. */
final class ArtifactFiles {

  private static final int LARGEST_CARD = 1 << 20;
  private static final int LARGEST_WEIGHTS = 1 << 30;

  private ArtifactFiles() {}

  /** Writes {@code <root>/<name>/<version>} in one step; see {@link ModelArtifacts#write}. */
  static Path write(ArtifactBytes bytes, Path root, String name, int version) throws IOException {
    Path parent = Files.createDirectories(root.resolve(name));
    Path dir = parent.resolve(Integer.toString(version));
    // Not createTempDirectory, which lets nobody but this user read the artifact.
    Path temporary = Files.createDirectory(parent.resolve("." + version + "-" + UUID.randomUUID()));
    try {
      writeFile(temporary.resolve(Safetensors.WHERE), bytes.safetensors());
      writeFile(temporary.resolve(CardFields.WHERE), bytes.card());
      Files.move(temporary, dir, StandardCopyOption.ATOMIC_MOVE);
      return dir;
    } catch (IOException e) {
      if (Files.exists(dir)) {
        throw new ArtifactException(dir.toString(), "this version is there already", e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(temporary.resolve(Safetensors.WHERE));
      Files.deleteIfExists(temporary.resolve(CardFields.WHERE));
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes of the two files what they hold. */
  interface Reader<T> {
    T read(ArtifactBytes bytes) throws ArtifactException;
  }

  /** What the artifact in a directory holds; every refusal names the directory. */
  static <T> T read(Path dir, Reader<T> reader) throws ArtifactException {
    try {
      return reader.read(readFiles(dir));
    } catch (ArtifactException e) {
      throw e.in(dir);
    } catch (IOException e) {
      throw new ArtifactException(dir.toString(), "cannot be read: " + e, e);
    }
  }

  private static ArtifactBytes readFiles(Path dir) throws IOException {
    byte[] card = readFile(dir.resolve(CardFields.WHERE), LARGEST_CARD);
    return new ArtifactBytes(readFile(dir.resolve(Safetensors.WHERE), LARGEST_WEIGHTS), card);
  }

  /** An artifact lies in {@code .../<name>/<version>}. */
  static void requirePlace(Path dir, String name, int version) throws ArtifactException {
    Path place = Path.of(name, Integer.toString(version));
    if (!dir.toAbsolutePath().normalize().endsWith(place)) {
      throw new ArtifactException(
          CardFields.WHERE, "expected a directory that ends in %s".formatted(place));
    }
  }

  static void requireSha256(byte[] safetensors, String expected) throws ArtifactException {
    String sha256 = sha256(safetensors);
    if (!sha256.equals(expected)) {
      throw new ArtifactException(
          Safetensors.WHERE, "expected SHA-256 %s; got %s".formatted(expected, sha256));
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] readFile(Path file, int largest) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ArtifactException(file.getFileName().toString(), "expected a file; there is none");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw new ArtifactException(
            file.getFileName().toString(), "expected at most " + largest + " bytes; got more");
      }
      return bytes;
    }
  }

  private static void writeFile(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
