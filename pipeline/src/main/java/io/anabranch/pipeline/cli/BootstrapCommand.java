// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.bootstrap.EmbeddingPublisher;
import io.anabranch.pipeline.bootstrap.GraphBootstrap;
import io.anabranch.pipeline.bootstrap.RowCounter;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import io.anabranch.pipeline.job.BootstrapSavepoint;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the savepoint from which a live job starts that has never seen its history stream by. */
@Command(
    name = "bootstrap",
    description = {
      "Turns a graph in files into a savepoint from which the live job starts.",
      "The job is then the one that had streamed the files' events, bit for bit. It reads its"
          + " topics from the beginning; what they hold again of the files does no harm. The model"
          + " is that of model.path, and graph.direction holds here too."
    },
    footer = {
      "",
      "Edges, one 'src dst [timestamp] [weight] [id] [op]' a line with tabs between, and features:",
      "  anabranch bootstrap --edges edges.tsv --features features.tsv --out work/start --publish",
      "  anabranch run --from work/start",
      "  anabranch verify --probe --bootstrap-edges edges.tsv --bootstrap-features features.tsv"
    })
final class BootstrapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;
  @Mixin private GraphFilesMixin source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the savepoint goes: a directory that is not there yet.")
  private Path out;

  @Option(
      names = "--publish",
      description =
          "Writes the embeddings to their topic, too. Without it the topic gets a vertex's row"
              + " when it changes for the first time.")
  private boolean publish;

  private long events;
  private long rows;

  @Override
  public Integer call() throws Exception {
    AnabranchConfig config = configuration.load();
    if (config.link().enabled()) {
      throw CommandException.usage(
          "link.enabled: expected false, since a bootstrap writes no state to score links from");
    }
    GraphFiles files = source.files();
    SageModel model = ModelArtifacts.read(config.model().path());
    if (Files.exists(out)) {
      throw CommandException.usage("--out: " + out + " is there already");
    }
    Path place = out.toAbsolutePath();
    Files.createDirectories(place.getParent());
    Path spill = Files.createTempDirectory(place.getParent(), ".bootstrap-");
    long began = System.nanoTime();
    try {
      write(config, model, files, spill);
    } finally {
      delete(spill);
    }
    report(System.nanoTime() - began);
    return ExitCode.OK;
  }

  private void write(AnabranchConfig config, SageModel model, GraphFiles files, Path spill)
      throws Exception {
    if (!publish) {
      RowCounter counter = new RowCounter();
      List<Path> stages = compute(config, model, files, counter, spill);
      rows = counter.rows();
      BootstrapSavepoint.write(config, model, stages, BootstrapSavepoint.NOTHING_PUBLISHED, out);
      return;
    }
    boolean fresh = isEmpty(config);
    try (EmbeddingPublisher publisher = new EmbeddingPublisher(config, model.version())) {
      List<Path> stages = compute(config, model, files, publisher, spill);
      rows = publisher.rows();
      long[] ends = publisher.finish();
      BootstrapSavepoint.write(
          config, model, stages, fresh ? ends : BootstrapSavepoint.NOTHING_PUBLISHED, out);
    }
  }

  /** A topic that holds older rows is read whole by the job when it starts, and put right. */
  private static boolean isEmpty(AnabranchConfig config) {
    String topic = config.topics().embeddings();
    TopicInfo info = RequiredTopics.describe(config.kafka(), List.of(topic)).get(topic);
    return Arrays.stream(info.ends()).allMatch(end -> end == 0);
  }

  private List<Path> compute(
      AnabranchConfig config, SageModel model, GraphFiles files, EmbeddingOutlet outlet, Path spill)
      throws IOException {
    EventLimits limits =
        new EventLimits(
            model.inputWidth(), config.events().maxRecordBytes(), config.events().maxIdBytes());
    boolean undirected = config.graph().direction() == Direction.UNDIRECTED;
    GraphBootstrap bootstrap =
        new GraphBootstrap(model, undirected, config.edge().ttlMillis(), outlet, spill);
    long now = System.currentTimeMillis();
    try (Stream<GraphEvent> stream = files.events(model.inputWidth());
        Progress progress = Progress.of("events", -1)) {
      for (Iterator<GraphEvent> all = stream.iterator(); all.hasNext(); ) {
        GraphEvent event = all.next();
        String fault = limits.fault(event);
        if (fault != null) {
          throw CommandException.usage("event " + (events + 1) + ": " + fault);
        }
        bootstrap.apply(event, now);
        progress.accept(++events);
      }
    }
    return bootstrap.finish();
  }

  private void report(long nanos) {
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "wrote %s: %,d vertices of %,d events%s, %.1f s, %,.0f events/s",
                out,
                rows,
                events,
                publish ? ", published" : "",
                nanos * 1e-9,
                events / (nanos * 1e-9)));
    spec.commandLine().getOut().println("'anabranch run --from " + out + "' starts from it");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
