// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/**
 * After how many edges what was seen is learnt.
 *
 * @param batch edges that are scored with the state before the first of them
 */
record Convention(String title, int batch) {

  /** As TGB does. */
  static final Convention BATCHES = new Convention("batches of 200", 200);

  /** As a live job does. */
  static final Convention EACH = new Convention("per event", 1);
}
