// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/** What the user can put right; the message says how. */
final class ReproductionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReproductionException(String message) {
    super(message);
  }
}
