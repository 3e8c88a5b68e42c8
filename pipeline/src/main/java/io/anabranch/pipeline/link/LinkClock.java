// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/** What the marks of one kind tell. */
public enum LinkClock {
  /** From the last layer: rows are of models of this epoch or later. */
  ROWS_EPOCH,
  /** From the last layer: all rows of before this period's end have been said. */
  ROWS_PERIOD,
  /** From the first ends: they score with rows of this epoch or later. */
  FIRST_EPOCH,
  /** From the second ends: the index has all rows of this period. */
  INDEX_PERIOD
}
