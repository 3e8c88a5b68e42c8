// SPDX-License-Identifier: Apache-2.0
/**
 * Scores of links: how surprising an edge is that arrives, which partners a vertex most likely
 * lacks, and what is asked for on demand. The rules alone: two rows of one model version go into
 * every score, and the score names them, so that anybody can compute it anew from the embeddings
 * topic.
 */
package io.anabranch.pipeline.link;
