// SPDX-License-Identifier: Apache-2.0
/**
 * Classification of whole graphs: encoders of vertices, readouts, and pooling that is learnt
 * (DiffPool, Ying et al. 2018). A batch of graphs is one graph whose vertices stand in blocks; its
 * first level is sparse, coarsened ones are dense.
 */
package io.anabranch.model.pooling;
