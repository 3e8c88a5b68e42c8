// SPDX-License-Identifier: Apache-2.0
/**
 * The evaluation of a stream behind {@code scripts/evaluate-stream}: who meets whom next, by the
 * protocol of the Temporal Graph Benchmark, and what the freshness of embeddings is worth.
 */
package io.anabranch.bench.stream;
