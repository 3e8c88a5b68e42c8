// SPDX-License-Identifier: Apache-2.0
/** Kafka's records as Flink sees them, the topics, and the small tools that read and write them. */
package io.anabranch.connectors.kafka;
