// SPDX-License-Identifier: Apache-2.0
/**
 * The local engine: the same rules as the live job, in one thread, with neither Flink nor Kafka.
 */
package io.anabranch.pipeline.engine;
