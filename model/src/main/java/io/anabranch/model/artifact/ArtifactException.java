// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.io.IOException;

/** A model artifact is refused. The message says where, what was expected and what came. */
public final class ArtifactException extends IOException {

  private static final long serialVersionUID = 1L;

  /** For those who make more of an artifact than this package does. */
  public ArtifactException(String where, String problem) {
    super(where + ": " + problem);
  }

  ArtifactException(String where, String problem, Throwable cause) {
    super(where + ": " + problem, cause);
  }

  /** The same refusal, of an artifact that is known to lie in {@code place}. */
  ArtifactException in(Object place) {
    return new ArtifactException(place.toString(), getMessage(), this);
  }
}
