// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.util.List;

/**
 * A tensor that others wrote.
 *
 * @param values row-major; null when the elements are no floating-point numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ForeignTensor(String name, String dtype, List<Integer> shape, double[] values) {}
