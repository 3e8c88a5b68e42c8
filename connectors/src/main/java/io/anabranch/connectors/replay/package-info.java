// SPDX-License-Identifier: Apache-2.0
/** Sends event streams to the input topics, at a rate or flat out. */
package io.anabranch.connectors.replay;
