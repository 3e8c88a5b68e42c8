// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import java.nio.file.Path;

/** The files of the repository that describe a deployment. */
final class Deployment {

  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

  private Deployment() {}

  static Path path(String name) {
    return ROOT.resolve(name).normalize();
  }
}
