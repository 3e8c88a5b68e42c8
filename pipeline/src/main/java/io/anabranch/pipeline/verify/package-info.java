// SPDX-License-Identifier: Apache-2.0
/** The auditor: the graph from the events, the embeddings from the graph, compared bit for bit. */
package io.anabranch.pipeline.verify;
