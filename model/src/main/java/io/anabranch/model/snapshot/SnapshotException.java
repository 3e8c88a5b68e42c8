// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import java.io.IOException;

/** A snapshot file is refused. The message says where, what was expected and what came. */
public final class SnapshotException extends IOException {

  private static final long serialVersionUID = 1L;

  SnapshotException(Object where, String problem) {
    super(where + ": " + problem);
  }
}
