// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.io.Serializable;

/**
 * What bounds the work for periodic scores.
 *
 * @param topK partners that a vertex is given
 * @param shards of the index
 * @param wedges partners that a vertex introduces to one another, and candidates that a vertex
 *     takes from such introductions
 * @param maxPartners a vertex with more is given none, and introduces nobody
 * @param exactBelow rows up to which a shard compares all of them
 */
public record LinkLimits(int topK, int shards, int wedges, int maxPartners, int exactBelow)
    implements Serializable {}
