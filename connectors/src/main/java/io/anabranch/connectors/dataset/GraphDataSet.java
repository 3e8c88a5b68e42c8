// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import io.anabranch.state.event.GraphEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A graph in two gzipped CSV files.
 *
 * <pre>
 * nodes.csv.gz   node[,label][,features]            features: "index:value index:value ..."
 * edges.csv.gz   src,dst[,timestamp_ms][,weight]    in the order of time
 * </pre>
 *
 * <p>Other columns are ignored. An empty label or features cell is "not given". Vertices are held
 * in memory, edges are streamed.
 */
public final class GraphDataSet {

  private final Vertices vertices;
  private final Path edges;

  private GraphDataSet(Vertices vertices, Path edges) {
    this.vertices = vertices;
    this.edges = edges;
  }

  /**
   * Reads the vertices of a set.
   *
   * @throws DataSetException if a file is missing, or the nodes are not as above
   */
  public static GraphDataSet open(Path directory) {
    Path edges = directory.resolve("edges.csv.gz");
    if (!Files.isReadable(edges)) {
      throw new DataSetException(edges, "cannot be read, expected the edges here");
    }
    return new GraphDataSet(Vertices.read(directory.resolve("nodes.csv.gz")), edges);
  }

  public int vertexCount() {
    return vertices.count();
  }

  /** How many features the set's own rows have; 0 when it has none. */
  public int featureDimension() {
    return vertices.dimension();
  }

  /** How many features a vertex has in the stream: the set's own, or hash features. */
  public int featureDimension(DataSetOptions options) {
    return vertices.dimension() > 0 ? vertices.dimension() : options.hashDimension();
  }

  /**
   * The events. Close the stream. An edge without a timestamp gets that of the one before it plus
   * 1, the first one 0. A set with features sends those that it has; a set without sends hash
   * features for every vertex.
   *
   * @throws DataSetException while it is read: a missing column, an unknown vertex, a bad number
   */
  public Stream<GraphEvent> events(DataSetOptions options) {
    CsvFile file = CsvFile.open(edges);
    EventIterator events =
        new EventIterator(file, new VertexEvents(vertices, options), vertices, options);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(file::close);
  }
}
