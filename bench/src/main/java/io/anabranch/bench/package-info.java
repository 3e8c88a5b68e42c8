// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmarks: the live job and the local engine, each beside a bound that is measured in the
 * same go. A figure counts only when the embeddings behind it are bit-identical to a recompute.
 */
package io.anabranch.bench;
