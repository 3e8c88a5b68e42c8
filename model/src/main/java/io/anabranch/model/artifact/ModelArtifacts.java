// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.SageModel;
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

/**
 * Writes and reads model artifacts.
 *
 * <pre>{@code
 * Path dir = ModelArtifacts.write(model, root); // root/<name>/<version>
 * SageModel same = ModelArtifacts.read(dir);
 * }</pre>
 */
public final class ModelArtifacts {

  private static final int LARGEST_CARD = 1 << 20;
  private static final int LARGEST_WEIGHTS = 1 << 30;

  private ModelArtifacts() {}

  /**
   * Writes an artifact under a temporary name beside its own and moves it there in one step: a
   * reader sees all of it or nothing. An artifact is never overwritten.
   *
   * @return the directory {@code <root>/<name>/<version>}
   * @throws ArtifactException when that version is there already
   * @throws IOException when the file system fails; nothing is left under the artifact's name
   */
  public static Path write(SageModel model, Path root) throws IOException {
    Path parent = Files.createDirectories(root.resolve(model.name()));
    Path dir = parent.resolve(Integer.toString(model.version()));
    ArtifactBytes bytes = toBytes(model);
    // Not createTempDirectory, which lets nobody but this user read the artifact.
    Path temporary =
        Files.createDirectory(parent.resolve("." + model.version() + "-" + UUID.randomUUID()));
    try {
      writeFile(temporary.resolve(Safetensors.WHERE), bytes.safetensors());
      writeFile(temporary.resolve(CardFormat.WHERE), bytes.card());
      Files.move(temporary, dir, StandardCopyOption.ATOMIC_MOVE);
      return dir;
    } catch (IOException e) {
      if (Files.exists(dir)) {
        throw new ArtifactException(dir.toString(), "this version is there already", e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(temporary.resolve(Safetensors.WHERE));
      Files.deleteIfExists(temporary.resolve(CardFormat.WHERE));
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads the artifact in {@code dir}.
   *
   * @throws ArtifactException when there is no artifact, or it is damaged, malformed, of a newer
   *     format, not what its directory says, or computes what is not finite
   */
  public static SageModel read(Path dir) throws ArtifactException {
    try {
      byte[] card = readFile(dir.resolve(CardFormat.WHERE), LARGEST_CARD);
      byte[] safetensors = readFile(dir.resolve(Safetensors.WHERE), LARGEST_WEIGHTS);
      SageModel model = fromBytes(safetensors, card);
      requirePlace(model, dir.toAbsolutePath().normalize());
      return model;
    } catch (ArtifactException e) {
      throw e.in(dir);
    } catch (IOException e) {
      throw new ArtifactException(dir.toString(), "cannot be read: " + e, e);
    }
  }

  /** SHA-256 of the model's {@code model.safetensors}, lower-case hex. */
  public static String sha256(SageModel model) {
    return sha256(Safetensors.write(StateDict.of(model)));
  }

  /** The artifact as bytes; {@link #fromBytes} gives the model back. */
  public static ArtifactBytes toBytes(SageModel model) {
    byte[] safetensors = Safetensors.write(StateDict.of(model));
    return new ArtifactBytes(safetensors, CardFormat.write(Card.of(model, sha256(safetensors))));
  }

  /**
   * The model in the two files of an artifact, checked as {@link #read} does.
   *
   * @param safetensors {@code model.safetensors}
   * @param card {@code card.json}
   */
  public static SageModel fromBytes(byte[] safetensors, byte[] card) throws ArtifactException {
    Card described = CardFormat.read(card);
    String sha256 = sha256(safetensors);
    if (!sha256.equals(described.sha256())) {
      throw new ArtifactException(
          Safetensors.WHERE, "expected SHA-256 %s; got %s".formatted(described.sha256(), sha256));
    }
    SageModel model =
        new SageModel(
            described.name(),
            described.version(),
            StateDict.layers(described, Safetensors.read(safetensors)),
            described.sampling(),
            described.provenance());
    Probe.requireFinite(model);
    return model;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void requirePlace(SageModel model, Path dir) throws ArtifactException {
    Path place = Path.of(model.name(), Integer.toString(model.version()));
    if (!dir.endsWith(place)) {
      throw new ArtifactException(
          CardFormat.WHERE, "expected a directory that ends in %s".formatted(place));
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
