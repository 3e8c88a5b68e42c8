// SPDX-License-Identifier: Apache-2.0
/** Embeddings of a whole graph, from scratch, bit for bit what the stream arrives at. */
package io.anabranch.model.embed;
