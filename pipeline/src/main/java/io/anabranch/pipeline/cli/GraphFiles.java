// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph in files: a data set, or edges and perhaps features as TSV.
 *
 * @param data null when there are edges
 * @param features null for none
 */
record GraphFiles(@Nullable Path data, @Nullable Path edges, @Nullable Path features) {

  GraphFiles {
    if (data != null && features != null) {
      throw CommandException.usage("features go with edges; a data set has its own");
    }
  }

  /**
   * The events, in the order of the files. Close the stream.
   *
   * @param dimension how many features the model takes
   */
  Stream<GraphEvent> events(int dimension) throws IOException {
    if (data == null) {
      return TsvGraph.events(edges, features, dimension);
    }
    GraphDataSet set = GraphDataSet.open(data);
    DataSetOptions options = DataSetOptions.defaults(dimension);
    if (set.featureDimension(options) != dimension) {
      throw CommandException.usage(
          "%s: expected %d features, as the model takes; came %d"
              .formatted(data, dimension, set.featureDimension(options)));
    }
    return set.events(options);
  }
}
