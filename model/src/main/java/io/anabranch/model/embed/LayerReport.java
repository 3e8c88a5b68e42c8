// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

/**
 * What a layer could not represent.
 *
 * @param clamped elements of messages that the quantiser clamped, counted once for each edge
 * @param nonFinite elements of embeddings that were not finite and became 0
 */
public record LayerReport(long clamped, long nonFinite) {}
