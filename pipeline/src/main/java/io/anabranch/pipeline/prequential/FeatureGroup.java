// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** What a feature is taken from; groups can be left out, to see what they are worth. */
public enum FeatureGroup {
  /** Of the source's own partners. */
  HISTORY,
  /** Of those that acted on the source. */
  ANSWERS,
  /** Of what everybody did to the candidate. */
  POPULARITY,
  /** Of those with partners in common. */
  CO_VISITS,
  /** Of other rules' scores, those of embeddings for example. */
  RULES
}
