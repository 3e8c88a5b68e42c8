// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.pipeline.stage.LastSum;

/**
 * What the last layer holds of a vertex that has a row, of a model whose scores have a linear part.
 *
 * @param modelVersion of the model of that epoch
 */
public record Held(int epoch, int modelVersion, LastSum sum, LinearLayer layer) {}
