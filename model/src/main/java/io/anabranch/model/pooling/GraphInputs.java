// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.Standardisation;
import io.anabranch.model.device.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Graphs prepared for a network: attributes standardised, fixed clusterings found. */
public final class GraphInputs {

  private final GraphUnion graphs;
  private final SparseMatrix features;
  private final int[] labels;
  private final List<Clustering> clusterings = new ArrayList<>();

  /**
   * @param learning the graphs whose mean and deviation the attributes are standardised by
   * @param settings of the network that they are for
   */
  public GraphInputs(GraphDataSet data, int[] learning, PoolingSettings settings) {
    this.graphs = new GraphUnion(data.graph(), data.vertices());
    this.features = Standardisation.by(data, learning);
    this.labels = data.labels();
    GraphUnion fine = graphs;
    for (int level = 0; level < settings.fixedPools(); level++) {
      clusterings.add(HeavyEdgeMatching.cluster(fine, settings.share()));
      fine = clusterings.get(level).coarse();
    }
  }

  /** Of the features. */
  public int width() {
    return features.columns();
  }

  /** The chosen graphs in batches of {@code size}, in their order; the last may be smaller. */
  List<GraphBatch> batches(int[] chosen, int size) {
    return IntStream.range(0, (chosen.length + size - 1) / size)
        .mapToObj(
            b -> Arrays.copyOfRange(chosen, b * size, Math.min(chosen.length, (b + 1) * size)))
        .map(this::batch)
        .toList();
  }

  GraphBatch batch(int... chosen) {
    List<GraphBatch.Coarser> coarser = new ArrayList<>();
    GraphUnion fine = graphs;
    for (Clustering clustering : clusterings) {
      SparseMatrix assignment = clustering.assignment(fine, chosen);
      coarser.add(new GraphBatch.Coarser(assignment, clustering.coarse().level(chosen)));
      fine = clustering.coarse();
    }
    return new GraphBatch(
        graphs.level(chosen),
        new Signal.Features(graphs.rows(features, chosen)),
        IntStream.of(chosen).map(g -> labels[g]).toArray(),
        coarser);
  }
}
