// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/**
 * A line of a table, or with graph classification a column.
 *
 * @param measure such as {@code test accuracy}
 * @param paper its figure, as quoted; "" when it has none
 * @param reference measured with plain PyTorch on the same files; "" when there is none
 */
public record Row(String measure, String paper, String reference, Goal goal, Measure how) {}
