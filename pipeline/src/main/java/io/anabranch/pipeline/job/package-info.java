// SPDX-License-Identifier: Apache-2.0
/** The live job on Flink: one method that assembles it, and thin operators around the rules. */
package io.anabranch.pipeline.job;
