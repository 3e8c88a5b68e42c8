// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

/** A file of a data set is not what its format says. The message names file and line. */
public final class DataSetException extends RuntimeException {

  public DataSetException(String message) {
    super(message);
  }

  public DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
