// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.SageModel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an artifact is to go: {@code <root>/<name>/<version>}. */
record ArtifactPlace(Path root, String name, int version) {

  /**
   * @throws CommandException when the path does not end in a name and a version, or is there
   */
  static ArtifactPlace of(Path out) {
    Path path = out.toAbsolutePath().normalize();
    if (path.getNameCount() < 2) {
      throw expected("a directory NAME/VERSION", out);
    }
    String name = path.getParent().getFileName().toString();
    String version = path.getFileName().toString();
    if (!SageModel.isName(name) || !version.matches("0|[1-9][0-9]{0,8}")) {
      throw expected(
          "a directory NAME/VERSION, the name of letters, digits, '.', '_' and '-', the version a"
              + " whole number",
          out);
    }
    if (Files.exists(path)) {
      throw expected("a version that is not there yet", out);
    }
    Path parent = out.getParent() == null ? null : out.getParent().getParent();
    Path root = parent == null ? path.getParent().getParent() : parent;
    return new ArtifactPlace(root, name, Integer.parseInt(version));
  }

  private static CommandException expected(String what, Path out) {
    return CommandException.usage("--out: expected " + what + "; came " + out);
  }
}
