// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

/**
 * What came of an autoencoder.
 *
 * @param challenge against the version before; against itself when there is none
 * @param version that was published; 0 when none was
 */
public record LinkOutcome(String name, Challenge challenge, int version) {}
