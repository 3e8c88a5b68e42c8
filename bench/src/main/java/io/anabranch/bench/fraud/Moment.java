// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import java.util.List;
import java.util.Map;

/**
 * What is known at a cut-off time of the labelled users that have had an edge by then.
 *
 * @param edges that came before
 * @param users in the order of their names; the other lists go by it
 * @param labels 1 of the fraudulent
 * @param rows the embeddings
 * @param activity the features
 * @param scores that need no learning, by name
 */
record Moment(
    int edges,
    List<String> users,
    int[] labels,
    List<float[]> rows,
    List<float[]> activity,
    Map<String, double[]> scores) {}
