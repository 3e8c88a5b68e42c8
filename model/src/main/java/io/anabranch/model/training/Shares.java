// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.sampling.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Who of several executors learns from which vertex, by a hash of the vertex alone. */
public final class Shares {

  private Shares() {}

  /** The executor of a vertex, from 0. */
  public static int owner(int vertex, int executors) {
    return Draws.of(0, "shares", vertex).below(executors);
  }

  /**
   * An executor's vertices, in the order given.
   *
   * @throws IllegalArgumentException when any executor would have none
   */
  public static int[] of(int[] vertices, int executor, int executors) {
    int[] owners = IntStream.of(vertices).map(v -> owner(v, executors)).toArray();
    int[] sizes = new int[executors];
    Arrays.stream(owners).forEach(owner -> sizes[owner]++);
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw new IllegalArgumentException(
          "%d executors with a share of the seed vertices each; %d vertices come to shares of %s"
              .formatted(executors, vertices.length, Arrays.toString(sizes)));
    }
    return IntStream.range(0, owners.length)
        .filter(i -> owners[i] == executor)
        .map(i -> vertices[i])
        .toArray();
  }

  /** The seed of what an executor draws: the training's own for the first, others for the rest. */
  public static long seed(long seed, int executor) {
    return executor == 0 ? seed : Draws.of(seed, "executors", executor).bits();
  }
}
