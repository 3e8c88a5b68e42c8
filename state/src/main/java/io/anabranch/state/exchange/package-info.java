// SPDX-License-Identifier: Apache-2.0
/**
 * What travels between the stages: the inlet of a stage, the outbox in front of it, the messages.
 */
package io.anabranch.state.exchange;
