// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.connectors.dataset.NumberedEdges;
import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;

/** Where events come from: a data set, or the generator of payments. */
final class EventSourceMixin {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A data set: nodes.csv.gz and edges.csv.gz. Without it, payments are generated.")
  private Path data;

  @Option(
      names = "--payments",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Generator: how many payments. Default: ${DEFAULT-VALUE}.")
  private long payments;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Generator: between how many accounts. Default: ${DEFAULT-VALUE}.")
  private int accounts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Generator: the same seed gives the same stream. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--tidy",
      description = "Generator: all in order and once. Without it, one in five comes out of order.")
  private boolean tidy;

  @Option(
      names = "--late-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Generator: share of payments that come a minute late, from 0 to 1.")
  private double lateShare;

  @Option(
      names = "--edge-ids",
      description =
          "Data set: each edge has its number as id, so that repeated ones stay. Without it, edges"
              + " between the same two are one, whose last write counts.")
  private boolean edgeIds;

  private static final long LATE_MILLIS = 60_000;

  /** Of so many accounts one is taken over, and there is a ring; of so many one moves. */
  private static final int FRAUD = 100;

  private static final int MOVES = 25;

  /** A ring at work, or a thief in a hurry, makes one of so many payments. */
  private static final int FRAUD_EVERY = 20;

  /**
   * The source.
   *
   * @param dimension how many features the model takes
   */
  EventSource open(int dimension) {
    return data == null ? generated(dimension) : dataSet(dimension);
  }

  private EventSource generated(int dimension) {
    PaymentGenerator generator = new PaymentGenerator(generatorOptions(dimension));
    Stream<GraphEvent> events =
        StreamSupport.stream(
            Spliterators.spliterator(
                generator.events(), generator.totalEvents(), Spliterator.ORDERED),
            false);
    return new EventSource(
        "payments", events, generator.totalEvents(), Optional.of(generator.truth()));
  }

  private GeneratorOptions generatorOptions(int dimension) {
    try {
      GeneratorOptions options =
          tidy
              ? GeneratorOptions.tidy(seed, accounts, payments, dimension)
              : GeneratorOptions.real(seed, accounts, payments, dimension);
      int fraud = Math.max(1, accounts / FRAUD);
      options =
          options.withFraud(fraud, fraud).withMoves(accounts / MOVES).withFraudEvery(FRAUD_EVERY);
      return lateShare == 0 ? options : options.withLate(lateShare, LATE_MILLIS);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("the generator: " + e.getMessage());
    }
  }

  private EventSource dataSet(int dimension) {
    GraphDataSet set = GraphDataSet.open(data);
    DataSetOptions options = DataSetOptions.defaults(dimension);
    if (set.featureDimension(options) != dimension) {
      throw CommandException.usage(
          "%s: expected %d features, as the model takes; came %d"
              .formatted(data, dimension, set.featureDimension(options)));
    }
    Stream<GraphEvent> events = set.events(options);
    return new EventSource(
        data.getFileName().toString(),
        edgeIds ? NumberedEdges.of(events) : events,
        -1,
        Optional.empty());
  }
}
