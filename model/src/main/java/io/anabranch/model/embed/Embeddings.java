// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import java.util.List;

/**
 * What {@link BatchEmbedder} computed.
 *
 * @param values vertices x width, row-major, all finite
 * @param layers what had to be bent in each layer, the first layer first
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by its bits where at all
public record Embeddings(int vertices, int width, float[] values, List<LayerReport> layers) {}
