// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.kafka.ProbeSender;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.replay.BadRecords;
import io.anabranch.connectors.replay.Outgoing;
import io.anabranch.connectors.replay.ReplayCounts;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a stream of events into the topics. */
@Command(
    name = "replay",
    description = {
      "Sends events into the topics: a data set, or generated payments.",
      "As many features a vertex as the model at model.path takes. The topics must be there:"
          + " 'anabranch topics create'."
    },
    footer = {
      "",
      "A data set flat out, then a probe, which 'anabranch verify' compares at:",
      "  anabranch replay --data DIR --probe",
      "Generated payments for a while, at a steady rate:",
      "  anabranch replay --payments 1000000 --rate 5000"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;
  @Mixin private EventSourceMixin source;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Records a second; 0, the default: as fast as it goes.")
  private double rate;

  @Option(
      names = "--bad-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Malformed records for each good one, from 0 to 1: they become dead letters.")
  private double badShare;

  @Option(names = "--probe", description = "Sends a probe at the end.")
  private boolean probe;

  /** The largest timestamp sent. */
  private final AtomicLong newest = new AtomicLong();

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    requireUsable();
    int dimension = ModelArtifacts.read(config.model().path()).inputWidth();
    EventCodec codec = config.events().newCodec(dimension);
    TopicNames names = config.topics().names();
    try (EventSource opened = source.open(dimension)) {
      RequiredTopics.describe(config.kafka(), List.of(names.edges(), names.features()));
      report(replay(opened, config, codec));
    }
    if (probe) {
      sendProbe(config, codec);
    }
    return ExitCode.OK;
  }

  private void requireUsable() {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw CommandException.usage("--rate: expected 0 or more; came " + rate);
    }
    if (!(badShare >= 0 && badShare <= 1)) {
      throw CommandException.usage("--bad-share: expected 0 to 1; came " + badShare);
    }
  }

  private ReplayCounts replay(EventSource opened, AnabranchConfig config, EventCodec codec) {
    Iterator<GraphEvent> events = opened.events().peek(this::see).iterator();
    Iterator<Outgoing> records =
        BadRecords.mixedInto(Outgoing.all(codec, events), badShare, config.events().format());
    Replayer replayer =
        new Replayer(config.kafka().bootstrapServers(), config.topics().names(), codec);
    try (Progress progress = Progress.of(opened.name(), opened.total())) {
      return replayer.send(records, new ReplayOptions(rate, -1), progress);
    }
  }

  private void see(GraphEvent event) {
    newest.accumulateAndGet(event.timestamp(), Math::max);
  }

  private void report(ReplayCounts counts) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "sent %,d edge and %,d feature records, %,d bad ones: %,.0f records/s",
            counts.edges(),
            counts.features(),
            counts.bad(),
            counts.recordsPerSecond()));
  }

  private void sendProbe(AnabranchConfig config, EventCodec codec) {
    TopicNames names = config.topics().names();
    ProbeSender sender =
        new ProbeSender(config.kafka().bootstrapServers(), names, codec, config.kafka().timeout());
    spec.commandLine().getOut().println("sent " + sender.send(newest.get()));
  }
}
