// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import java.io.IOException;

/** The registry refuses something. The message says where, what was expected and what came. */
public final class RegistryException extends IOException {

  private static final long serialVersionUID = 1L;

  RegistryException(Object where, String problem) {
    super(where + ": " + problem);
  }

  RegistryException(Object where, String problem, Throwable cause) {
    super(where + ": " + problem, cause);
  }
}
