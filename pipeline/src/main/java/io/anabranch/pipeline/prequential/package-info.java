// SPDX-License-Identifier: Apache-2.0
/**
 * Who meets whom next, told from what was seen so far and checked when it happens (test, then
 * train: Gama, Sebastião, Rodrigues, "On evaluating stream learning algorithms", Machine Learning
 * 90, 2013). Plain rules over one memory of the stream, and a learned combination of them; no
 * Flink, no clock, and every piece of memory says its bound.
 */
package io.anabranch.pipeline.prequential;
