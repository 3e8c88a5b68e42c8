// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.io.Serializable;

/**
 * How links are scored, and what bounds the work for periodic scores.
 *
 * @param decoder makes a score of two rows
 * @param topK partners that a vertex is given
 * @param shards of the index
 * @param wedges partners that a vertex introduces to one another
 * @param maxPartners a vertex with more is given none, and introduces nobody
 * @param exactBelow rows up to which a shard compares all of them
 */
public record LinkRules(
    LinkDecoder decoder, int topK, int shards, int wedges, int maxPartners, int exactBelow)
    implements Serializable {}
