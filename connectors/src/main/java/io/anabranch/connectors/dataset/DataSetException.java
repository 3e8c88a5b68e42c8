// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import java.nio.file.Path;

/** A file of a data set is not what it should be. The message names file and line. */
public final class DataSetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DataSetException(Path file, String what) {
    super(file + ": " + what);
  }

  DataSetException(Path file, long line, String what) {
    super(file + ", line " + line + ": " + what);
  }

  DataSetException(Path file, Exception cause) {
    super(file + " cannot be read: " + cause.getMessage(), cause);
  }
}
