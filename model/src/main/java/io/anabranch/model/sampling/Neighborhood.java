// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.List;

/**
 * What the layers of a network hear to embed some vertices (Hamilton et al. 2017, appendix A,
 * algorithm 2). The sources of the first block are all vertices of the graph, so that features are
 * read where they are; those of any other block are the targets of the one before. The targets of
 * the last block are the seeds.
 *
 * @param blocks one a layer, the first layer first
 */
public record Neighborhood(List<Block> blocks) {

  public Neighborhood {
    blocks = List.copyOf(blocks);
  }

  public int depth() {
    return blocks.size();
  }

  /** How many vertices are embedded. */
  public int seeds() {
    return blocks.get(blocks.size() - 1).targets();
  }

  /**
   * The same vertices, each heard in a drawn order, for an aggregator that minds the order and does
   * not ask for weights.
   */
  public Neighborhood shuffled(Draws draws) {
    return new Neighborhood(blocks.stream().map(block -> block.shuffled(draws)).toList());
  }
}
