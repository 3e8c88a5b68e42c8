// SPDX-License-Identifier: Apache-2.0
/**
 * The stream measures itself while it runs: what the live job feeds to {@link
 * io.anabranch.pipeline.prequential.Prequential}, when it says how everybody does, and how that is
 * written and read. Rules without Flink's operators, and without a clock.
 */
package io.anabranch.pipeline.evaluation;
