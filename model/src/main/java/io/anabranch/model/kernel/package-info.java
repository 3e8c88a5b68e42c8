// SPDX-License-Identifier: Apache-2.0
/**
 * The arithmetic that every exactness promise rests on: the quantiser that turns sums of floats
 * into sums of integers, and row kernels whose bits depend on nothing but the row and the weights.
 */
package io.anabranch.model.kernel;
