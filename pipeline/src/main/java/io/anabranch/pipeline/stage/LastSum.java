// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

/**
 * What the last layer has of a vertex that has an embedding.
 *
 * @param value the embedding as it was last said
 * @param sequence of that row
 * @param self what the vertex was told of itself
 * @param sum of what its in-neighbors told it, fixed-point
 * @param count how many in-neighbors are in the sum
 * @param degree what its in-edges weigh, in quanta, where the layer divides by that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LastSum(
    float[] value, long sequence, float[] self, long[] sum, long count, long degree) {}
