// SPDX-License-Identifier: Apache-2.0
/**
 * What a mini-batch is drawn with: neighborhoods of seeds, random walks, negatives, batches. Every
 * draw is a function of a seed, a purpose and a number.
 */
package io.anabranch.model.sampling;
