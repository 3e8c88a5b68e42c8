// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Locale;

/** Who ranks, in the order of {@link Prequential#scorers}. The texts outlive every process. */
public enum ScorerName {
  EDGEBANK_UNLIMITED,
  EDGEBANK_WINDOW,
  RECENCY,
  POPULARITY,
  RECENCY_POPULARITY,
  CO_VISITS,
  EMBEDDINGS,
  COMBINATION;

  /** As it is written, such as {@code edgebank-window}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
