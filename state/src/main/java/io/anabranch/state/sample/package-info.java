// SPDX-License-Identifier: Apache-2.0
/**
 * Fan-out: which of a vertex's in-edges count. The choice is a function of the set of edges alone,
 * never of the order in which they came.
 */
package io.anabranch.state.sample;
