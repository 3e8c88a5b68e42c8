// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.JobTopics;
import io.anabranch.pipeline.job.CheckpointTimes;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.apache.flink.api.common.JobID;

/** The live job under a benchmark: topics and a cluster of its own, gone when it is closed. */
public final class LiveJob implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AnabranchConfig config;
  private final SageModel model;
  private final Replayer replayer;
  private final TopicReader reader;
  private final EmbeddedCluster cluster;
  private final JobID job;

  /**
   * @param name of its own, for its topics
   * @param directory for checkpoints
   * @param options of the job, section.option=value; the last one of a name counts
   */
  public LiveJob(String servers, String name, SageModel model, Path directory, List<String> options)
      throws Exception {
    this.model = model;
    this.config = config(servers, name, directory, options);
    JobTopics.create(config, (short) 1);
    this.replayer =
        new Replayer(
            servers, config.topics().names(), config.events().newCodec(model.inputWidth()));
    this.reader = config.kafka().committed();
    this.cluster = EmbeddedCluster.start(FlinkSettings.of(config));
    this.job = cluster.submit(EmbeddingJob.of(config, model), null);
  }

  private static AnabranchConfig config(
      String servers, String name, Path directory, List<String> options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + servers,
                "kafka.timeout=60s",
                "topics.partitions=2",
                // Partitions are sent side by side: their order is not that of the stream.
                "events.allowed-lateness=1h",
                "job.parallelism=2",
                "job.checkpoint-interval=1s",
                "job.checkpoint-directory=" + directory.resolve(name),
                "job.web-port=0"));
    all.addAll(AnabranchConfig.Topics.options(TopicNames.withPrefix(name + ".")));
    all.addAll(AnabranchConfig.Link.options(LinkTopics.withPrefix(name + ".")));
    all.addAll(options);
    return AnabranchConfig.of(all.toArray(String[]::new));
  }

  public AnabranchConfig config() {
    return config;
  }

  /** Sends events, and returns when the broker has them all. */
  public void send(List<GraphEvent> events, ReplayOptions how) {
    replayer.replay(events.iterator(), how, sent -> {});
  }

  /** Waits until everything sent is done with. */
  public ProbeStatus settle() {
    return new Probes(config)
        .request(0, PATIENCE, () -> true)
        .orElseThrow(() -> new IllegalStateException("the probe was not answered"));
  }

  Verifier.Report verify(ProbeStatus at) {
    return verify(at, model);
  }

  /** When the job has gone over to another model. */
  Verifier.Report verify(ProbeStatus at, SageModel served) {
    return new Verifier(config, served).verify(at);
  }

  EmbeddedCluster.Checkpoints checkpoints() throws Exception {
    return cluster.checkpoints(job);
  }

  /** Where the time of the checkpoints of late went, the newest first. */
  List<CheckpointTimes> checkpointTimes() throws Exception {
    return cluster.checkpointTimes(job);
  }

  /** Where the embeddings topic ends now. */
  long[] ends() {
    return reader.ends(config.topics().embeddings());
  }

  /** Shows every embedding between two ends, with its record's timestamp. */
  void embeddings(long[] from, long[] to, ObjLongConsumer<Embedding> visitor) {
    reader.read(
        config.topics().embeddings(),
        from,
        to,
        record -> {
          if (record.value() != null) {
            try {
              visitor.accept(EmbeddingCodecs.decodeAny(record.value()), record.timestamp());
            } catch (BadRecordException e) {
              throw new IllegalStateException(
                  "no embedding at %s-%d@%d"
                      .formatted(record.topic(), record.partition(), record.offset()),
                  e);
            }
          }
        });
  }

  /** Ends the job with a native savepoint, and gives it. */
  Path stop(Path savepoints) throws Exception {
    return cluster.stop(job, savepoints);
  }

  @Override
  public void close() throws Exception {
    cluster.cancel(job);
    cluster.close();
  }
}
