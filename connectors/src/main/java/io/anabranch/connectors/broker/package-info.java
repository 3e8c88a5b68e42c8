// SPDX-License-Identifier: Apache-2.0
/**
 * A real Kafka broker for demos, tests and drills, in this JVM or in a child that can be killed.
 */
package io.anabranch.connectors.broker;
