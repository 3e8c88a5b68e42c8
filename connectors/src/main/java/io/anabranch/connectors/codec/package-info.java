// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to events and back: what may come in, how embeddings go out, and why a record is refused.
 */
package io.anabranch.connectors.codec;
