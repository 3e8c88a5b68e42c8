// SPDX-License-Identifier: Apache-2.0
/**
 * Layers and the models made of them. Training, batch embedding and the stream call the same
 * forward code.
 */
package io.anabranch.model.layer;
