// SPDX-License-Identifier: Apache-2.0
/**
 * Why an edge, or a vertex, scores as it does: the last aggregation taken apart, in-edge by
 * in-edge, on the graph that the topics describe.
 */
package io.anabranch.pipeline.explain;
