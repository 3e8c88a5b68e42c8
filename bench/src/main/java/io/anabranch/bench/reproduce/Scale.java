// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/** How much of an experiment is done. */
public enum Scale {
  /** Half an hour on two cores, all experiments together. */
  QUICK,
  /** What the page in the repository comes from. */
  FULL
}
