// SPDX-License-Identifier: Apache-2.0
/**
 * Rings: the edges of late, the ego graph around a vertex at which many of them are surprising, and
 * a DiffPool network that says how much it looks like a ring and who plays which role. Plain rules;
 * Flink's part is in {@code pipeline.job}, training in {@code pipeline.train}.
 */
package io.anabranch.pipeline.ring;
