// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * How well a scorer does lately, the past fading. A score counts by its place among the candidates
 * of its query, so that scores of different queries can be pooled.
 *
 * @param scorer its name
 * @param auc the chance that the true partner's place is above that of a drawn one
 * @param averagePrecision of true and drawn partners, one to one
 * @param mrr the mean of 1 / rank
 */
public record Measures(String scorer, double auc, double averagePrecision, double mrr) {}
