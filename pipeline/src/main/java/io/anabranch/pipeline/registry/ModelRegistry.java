// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskModel;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * Versions of models in a directory of any of Flink's file systems: {@code
 * <root>/<name>/<version>/} with the two files of an artifact, and {@code <root>/<name>/latest},
 * which says what is to be served.
 *
 * <pre>{@code
 * ModelRegistry registry = ModelRegistry.at(URI.create("s3://models/"));
 * registry.publish(model);
 * registry.promote(model.name(), model.version());
 * }</pre>
 *
 * <p>A version is never overwritten. It is written under a temporary name and moved, and is there
 * when both of its files are: so a reader sees all of it or nothing, also on object stores, which
 * move a directory file by file. It becomes the latest only after it was read back whole. Two who
 * publish one version at the same time are kept apart only by file systems that do not write onto
 * what is there: one side job a registry.
 */
public final class ModelRegistry {

  private static final String WEIGHTS = "model.safetensors";
  private static final String CARD = "card.json";
  private static final String LATEST = "latest";

  private final Path root;
  private final RegistryFiles files;

  private ModelRegistry(Path root, RegistryFiles files) {
    this.root = root;
    this.files = files;
  }

  /**
   * The registry in that directory; it need not be there yet.
   *
   * @throws IOException when no file system of that scheme is there
   */
  public static ModelRegistry at(URI root) throws IOException {
    return new ModelRegistry(new Path(root), new RegistryFiles(root));
  }

  /** The names of the models, in order. */
  public List<String> names() throws IOException {
    return files.names(root).stream().filter(SageModel::isName).sorted().toList();
  }

  /** The versions of a model, ascending. */
  public List<Integer> versions(String name) throws IOException {
    List<Integer> whole = new ArrayList<>();
    for (int version : numbers(name)) {
      if (isWhole(name, version)) {
        whole.add(version);
      }
    }
    return whole;
  }

  /** The newest version of a model; 0 when there is none. Older ones are not looked at. */
  public int newest(String name) throws IOException {
    List<Integer> numbers = numbers(name);
    for (int i = numbers.size() - 1; i >= 0; i--) {
      if (isWhole(name, numbers.get(i))) {
        return numbers.get(i);
      }
    }
    return 0;
  }

  private boolean isWhole(String name, int version) throws IOException {
    Path directory = directory(name, version);
    return files.exists(new Path(directory, CARD)) && files.exists(new Path(directory, WEIGHTS));
  }

  /** Those, and what a publication that was killed has left. */
  private List<Integer> numbers(String name) throws IOException {
    return files.names(directory(name)).stream()
        .filter(version -> version.matches("0|[1-9][0-9]{0,8}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** What is to be served; empty before the first promotion. */
  public Optional<Latest> latest(String name) throws IOException {
    Path file = new Path(directory(name), LATEST);
    Optional<byte[]> bytes = files.replaced(file);
    return bytes.isPresent() ? Optional.of(Latest.fromBytes(file, bytes.get())) : Optional.empty();
  }

  /**
   * Reads a version.
   *
   * @throws IOException when it is not there, damaged, malformed, of a newer format, or not what
   *     its directory says
   */
  public SageModel read(String name, int version) throws IOException {
    Path directory = directory(name, version);
    SageModel model;
    try {
      model =
          ModelArtifacts.fromBytes(
              files.read(new Path(directory, WEIGHTS)), files.read(new Path(directory, CARD)));
    } catch (ArtifactException e) {
      throw new RegistryException(directory, e.getMessage(), e);
    }
    requireIs(directory, model.name(), model.version(), name, version);
    return model;
  }

  /** Reads a version of a network that the live job does not serve. */
  public NetworkArtifact readNetwork(String name, int version) throws IOException {
    Path directory = directory(name, version);
    try {
      NetworkArtifact network =
          NetworkArtifacts.fromBytes(
              new ArtifactBytes(
                  files.read(new Path(directory, WEIGHTS)), files.read(new Path(directory, CARD))));
      requireIs(directory, network.name(), network.version(), name, version);
      return network;
    } catch (ArtifactException e) {
      throw new RegistryException(directory, e.getMessage(), e);
    }
  }

  private static void requireIs(
      Path directory, String name, int version, String expected, int expectedVersion)
      throws RegistryException {
    if (!name.equals(expected) || version != expectedVersion) {
      throw new RegistryException(
          directory,
          "expected %s version %d; got %s version %d"
              .formatted(expected, expectedVersion, name, version));
    }
  }

  /** The version after the last one; 1 of a new model. */
  public int nextVersion(String name) throws IOException {
    List<Integer> versions = numbers(name);
    return versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
  }

  /**
   * Puts a model in. It is not served yet.
   *
   * @throws IOException when the version is there already, or the file system fails; nothing is
   *     left under the version's name
   */
  public void publish(SageModel model) throws IOException {
    publish(model.name(), model.version(), ModelArtifacts.toBytes(model));
  }

  /** Puts a network in that the live job does not serve, such as one that scores links. */
  public void publish(NetworkArtifact network) throws IOException {
    publish(network.name(), network.version(), NetworkArtifacts.toBytes(network));
  }

  /** Puts a risk model in. */
  public void publish(RiskModel model) throws IOException {
    publish(model.name(), model.version(), RiskArtifacts.toBytes(model));
  }

  private void publish(String name, int version, ArtifactBytes bytes) throws IOException {
    Path directory = directory(name, version);
    if (files.exists(directory)) {
      throw new RegistryException(directory, "this version is there already");
    }
    Path temporary = RegistryFiles.temporary(directory);
    try {
      files.write(new Path(temporary, WEIGHTS), bytes.safetensors());
      files.write(new Path(temporary, CARD), bytes.card());
      files.move(temporary, directory);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistryException(directory, "cannot be written: " + e, e);
    } finally {
      files.deleteAll(temporary);
    }
  }

  /**
   * From now on this version is to be served. It is read whole first, and refused when it is not as
   * it was published.
   */
  public Latest promote(String name, int version) throws IOException {
    List<Integer> before = new ArrayList<>();
    Optional<Latest> serving = latest(name);
    serving.ifPresent(
        latest -> {
          before.addAll(latest.before());
          before.add(latest.version());
        });
    if (serving.isPresent() && serving.get().version() == version) {
      throw new RegistryException(
          directory(name), "version %d is the latest already".formatted(version));
    }
    return serve(name, version, before);
  }

  /** The version that was served before the latest is to be served again. */
  public Latest rollback(String name) throws IOException {
    List<Integer> before = beforeLatest(name);
    int last = before.size() - 1;
    return serve(name, before.get(last), before.subList(0, last));
  }

  /** The version that {@link #rollback} would go back to. */
  public int before(String name) throws IOException {
    List<Integer> before = beforeLatest(name);
    return before.get(before.size() - 1);
  }

  private List<Integer> beforeLatest(String name) throws IOException {
    List<Integer> before = latest(name).map(Latest::before).orElse(List.of());
    if (before.isEmpty()) {
      throw new RegistryException(
          directory(name), "no version was served before: there is nothing to go back to");
    }
    return before;
  }

  /**
   * What a version's card says, as JSON; its weights are not looked at.
   *
   * @throws IOException when there is no such version
   */
  public byte[] card(String name, int version) throws IOException {
    return files.read(new Path(directory(name, version), CARD));
  }

  private Latest serve(String name, int version, List<Integer> before) throws IOException {
    SageModel model = read(name, version);
    Latest latest = new Latest(version, ModelArtifacts.sha256(model), before);
    Path file = new Path(directory(name), LATEST);
    try {
      files.replace(file, latest.toBytes());
    } catch (IOException e) {
      throw new RegistryException(file, "cannot be written: " + e, e);
    }
    return latest;
  }

  private Path directory(String name) throws RegistryException {
    if (!SageModel.isName(name)) { // so no name leads out of the registry
      throw new RegistryException(root, "expected the name of a model; got '" + name + "'");
    }
    return new Path(root, name);
  }

  private Path directory(String name, int version) throws RegistryException {
    return new Path(directory(name), Integer.toString(version));
  }
}
