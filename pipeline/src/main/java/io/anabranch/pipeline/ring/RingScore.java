// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import java.util.List;

/**
 * What a ring model says of an ego graph.
 *
 * @param score from 0 to 1
 * @param roles the vertices by what they do in the graph; those like the center first
 */
public record RingScore(float score, List<List<String>> roles) {}
