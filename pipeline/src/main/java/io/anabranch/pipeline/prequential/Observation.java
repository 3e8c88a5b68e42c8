// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.List;

/**
 * What became of an edge.
 *
 * @param candidates how many it was ranked among, itself counted; below 2 nothing is measured
 * @param ranks by scorer, in the order of {@link Prequential#scorers}; empty when nothing is
 *     measured
 */
public record Observation(int candidates, List<Double> ranks) {}
