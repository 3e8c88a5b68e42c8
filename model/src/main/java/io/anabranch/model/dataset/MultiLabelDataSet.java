// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;

/**
 * A graph whose vertices each have any number of labels. It may be many graphs side by side, whole
 * ones of which are for validation and for test.
 *
 * @param graph both directions of each undirected edge
 * @param features vertices x width, as given
 * @param targets vertices x classes: 1 where a vertex has the label, else 0
 * @param train vertices to learn from; likewise {@code validation} and {@code test}
 */
public record MultiLabelDataSet(
    InNeighbors graph,
    Matrix features,
    Matrix targets,
    int[] train,
    int[] validation,
    int[] test) {}
