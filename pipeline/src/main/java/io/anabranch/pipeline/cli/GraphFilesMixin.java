// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where a graph in files is. */
final class GraphFilesMixin {

  /** One or the other. */
  static final class Input {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description = "A data set: nodes.csv.gz and edges.csv.gz.")
    private Path data;

    @Option(
        names = "--edges",
        required = true,
        paramLabel = "FILE",
        description = "Edges as TSV: src, dst, and optionally timestamp, weight, id and op.")
    private Path edges;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Input input;

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description =
          "With --edges, features as TSV: a vertex, then its values. A vertex without any has"
              + " zeros.")
  private Path features;

  GraphFiles files() {
    return new GraphFiles(input.data, input.edges, features);
  }
}
