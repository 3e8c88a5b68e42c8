// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** Some of the features of the candidates. */
interface FeatureSource {

  /** Adds its features to the rows of all candidates. */
  void add(Scene scene, FeatureRows rows);
}
