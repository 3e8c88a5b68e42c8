// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what a checkpoint or savepoint of the live job holds, with Flink's own reader of states.
 */
package io.anabranch.pipeline.snapshot;
