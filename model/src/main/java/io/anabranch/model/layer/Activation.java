// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/** What a layer applies to each element of its linear part. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU,
  /** The identity. */
  NONE
}
