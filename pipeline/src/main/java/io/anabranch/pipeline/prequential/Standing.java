// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** How a candidate stands to the source; each has weights of its own for what all have. */
enum Standing {
  /** The source has acted on it. */
  KNOWN,
  /** It has acted on the source only. */
  ADMIRER,
  /** They have nothing in common yet. */
  UNMET,
  /** The source has not acted on anybody yet. */
  OF_NEWCOMER
}
