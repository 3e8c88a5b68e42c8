// SPDX-License-Identifier: Apache-2.0
/**
 * From one model to the next while the stream goes on. Each stage has a slot for each model: two
 * complete pipelines, side by side, as long as the new one is told all that there is. Nothing is
 * computed from two models, because nothing is shared but the graph.
 */
package io.anabranch.pipeline.swap;
