// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * An approximate index of rows by their inner product: a navigable graph, as the library JVector
 * builds it (after DiskANN, Subramanya et al. 2019). One after the other and by one thread, so that
 * the same rows in the same order give the same graph. It finds candidates alone; scores are
 * computed by our own kernel.
 */
final class NearRows {

  private static final int NEIGHBORS = 16;
  private static final int BUILD_WIDTH = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;

  /** Candidates that are looked at in a search, for each that is wanted. */
  private static final int SEARCH_WIDTH = 8;

  private static final VectorTypeSupport VECTORS =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final ListRandomAccessVectorValues values;
  private final GraphIndexBuilder builder;
  private final ForkJoinPool pool;
  private int added;
  private GraphSearcher searcher; // null until all rows are in

  /**
   * An index that none of the rows is in yet.
   *
   * @param rows all of one length, not copied
   */
  NearRows(List<float[]> rows) {
    List<VectorFloat<?>> vectors = new ArrayList<>(rows.size());
    rows.forEach(row -> vectors.add(VECTORS.createFloatVector(row)));
    int width = rows.get(0).length;
    this.values = new ListRandomAccessVectorValues(vectors, width);
    this.pool = new ForkJoinPool(1);
    this.builder =
        new GraphIndexBuilder(
            BuildScoreProvider.randomAccessScoreProvider(
                values, VectorSimilarityFunction.DOT_PRODUCT),
            width,
            NEIGHBORS,
            BUILD_WIDTH,
            OVERFLOW,
            ALPHA,
            false,
            false,
            pool,
            pool);
  }

  /**
   * Adds so many more rows.
   *
   * @return whether all are in
   */
  boolean add(int most) {
    for (int i = 0; i < most && added < values.size(); i++) {
      builder.addGraphNode(added, values.getVector(added));
      added++;
    }
    if (added < values.size()) {
      return false;
    }
    if (searcher == null) {
      builder.cleanup();
      pool.shutdown();
      searcher = new GraphSearcher(builder.getGraph());
    }
    return true;
  }

  /** Visits the numbers of rows that are probably among those with the largest inner product. */
  void near(float[] row, int wanted, IntPredicate accepted, IntConsumer visitor) {
    VectorFloat<?> query = VECTORS.createFloatVector(row);
    SearchResult result =
        searcher.search(
            DefaultSearchScoreProvider.exact(query, VectorSimilarityFunction.DOT_PRODUCT, values),
            SEARCH_WIDTH * wanted,
            accepted::test);
    for (SearchResult.NodeScore near : result.getNodes()) {
      visitor.accept(near.node);
    }
  }

  void close() {
    pool.shutdown();
    try {
      if (searcher != null) {
        searcher.close();
      }
      builder.close();
    } catch (IOException e) {
      throw new IllegalStateException("an index in memory could not be closed", e);
    }
  }
}
