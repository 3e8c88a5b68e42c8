// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

/** A training has come to nothing. The message says why. */
public final class TrainingFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  TrainingFailedException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Whether it may go another time: the cluster had too few slots, or the graph too few edges. */
  public boolean mayPass() {
    return mayPass;
  }
}
