// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

/**
 * How a network for graphs is trained.
 *
 * @param batch graphs in a batch
 * @param rate of Adam
 * @param clip length that gradients are cut to
 */
public record GraphRecipe(int batch, float rate, double clip) {

  /** That of the program of Ying et al. 2018. */
  public static final GraphRecipe DIFFPOOL = new GraphRecipe(20, 0.001f, 2);

  public GraphRecipe {
    if (batch < 1 || !(clip > 0)) {
      throw new IllegalArgumentException(
          "a batch of at least 1 graph, a clip above 0; got " + batch + " and " + clip);
    }
  }
}
