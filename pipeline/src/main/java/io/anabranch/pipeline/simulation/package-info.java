// SPDX-License-Identifier: Apache-2.0
/**
 * The live job under a seeded scheduler: the stages on several subtasks, in one thread, with all
 * that may be reordered reordered, and processes lost and restored. Ends in a comparison with a
 * recompute.
 */
package io.anabranch.pipeline.simulation;
