// SPDX-License-Identifier: Apache-2.0
/**
 * The graph autoencoder and its variational form (Kipf & Welling 2016). An {@link
 * io.anabranch.model.autoencoder.Encoder} gives each vertex a row, a {@link
 * io.anabranch.model.autoencoder.Decoder} scores pairs of rows as edges; a {@link
 * io.anabranch.model.autoencoder.LinkSplit} holds the edges that are learnt from and those that are
 * kept back.
 */
package io.anabranch.model.autoencoder;
