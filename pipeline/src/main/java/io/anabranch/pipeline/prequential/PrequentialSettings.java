// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * How a live stream is evaluated.
 *
 * @param limits of what is remembered of each vertex
 * @param vertices how many are remembered; an eighth of them makes room at a time
 * @param negatives how many others each edge is ranked against: up to half of them newest partners
 *     of the source, the others drawn from all that were acted on
 * @param baselines what the combination is measured against
 * @param fading of the measures
 * @param learning of the combination
 */
public record PrequentialSettings(
    MemoryLimits limits,
    int vertices,
    int negatives,
    Baselines baselines,
    Fading fading,
    Learning learning) {

  private static final double DAY = 86_400_000;

  /**
   * The rules' settings.
   *
   * @param window of EdgeBank, in milliseconds
   * @param halfLife of popularity, in milliseconds, one of the memory's
   */
  public record Baselines(long window, double halfLife) {}

  /**
   * The combination's settings.
   *
   * @param rate of AdaGrad
   * @param low of the inner products of embeddings, as far as they are told apart
   * @param high of the same
   * @param seed of the draws of negatives
   */
  public record Learning(double rate, double low, double high, long seed) {}

  public PrequentialSettings {
    if (vertices < 8 || negatives < 1) {
      throw new IllegalArgumentException(
          "at least 8 vertices and 1 negative; got %d and %d".formatted(vertices, negatives));
    }
  }

  /** 100,000 vertices, 100 negatives, a window of 5 days, a half-life of a day. */
  public static PrequentialSettings defaults(long seed) {
    return new PrequentialSettings(
        new MemoryLimits(64, 32, 64, MemoryLimits.defaults().halfLives()),
        100_000,
        100,
        new Baselines(5 * (long) DAY, DAY),
        Fading.defaults(),
        new Learning(0.1, -8, 8, seed));
  }
}
