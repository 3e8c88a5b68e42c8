// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.device.Matrix;
import java.util.SortedMap;

/**
 * How good a model is.
 *
 * @param metrics by name, such as {@code test_accuracy}; none of a set that is empty
 * @param embeddings a row a vertex, or a graph where graphs are classified
 * @param labels of the rows, -1 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Evaluation(SortedMap<String, Double> metrics, Matrix embeddings, int[] labels) {}
