// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/** What a layer applies to each element of its linear part. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x} above 0, else {@code e^x - 1} (Clevert et al. 2016). */
  ELU,
  /** The identity. */
  NONE
}
