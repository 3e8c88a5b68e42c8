// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.bootstrap.SpillReader;
import io.anabranch.pipeline.bootstrap.StateEntry;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.state.exchange.KeyGroups;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/**
 * The savepoint that a bootstrap ends in. It holds the state of the operators that keep vertices.
 * Source, gate and status have none: the job reads its topics from their beginning, and the file's
 * events were in none of them.
 */
public final class BootstrapSavepoint {

  /** As {@code embeddingsEnds}: nothing in the embeddings topic is known to be right. */
  public static final long[] NOTHING_PUBLISHED = {};

  private static final String METADATA = "_metadata";
  private static final long CHECKPOINT_ID = 0;

  private BootstrapSavepoint() {}

  /**
   * Writes the savepoint, with a Flink cluster in this JVM.
   *
   * @param model that computed it, which the job goes on with
   * @param stages the entries of Neighborhood, Scatter, layer 1, ..., as files
   * @param embeddingsEnds where the embeddings topic ends, when everything before is of this state;
   *     otherwise {@link #NOTHING_PUBLISHED}
   * @param directory of the savepoint
   */
  public static void write(
      AnabranchConfig config,
      SageModel model,
      List<Path> stages,
      long[] embeddingsEnds,
      Path directory)
      throws Exception {
    if (config.link().enabled()) {
      throw new IllegalArgumentException(
          "link.enabled: expected false, since a bootstrap writes no state to score links from");
    }
    PinnedSettings pinned = PinnedSettings.of(config, model, ModelBytes.of(model));
    List<OperatorState> operators = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      boolean last = i == stages.size() - 1;
      Stage stage =
          new Stage(uid(i), stages.get(i), i == 0 ? pinned : null, last ? embeddingsEnds : null);
      operators.addAll(writeOne(config, stage, directory));
    }
    try (OutputStream out = Files.newOutputStream(directory.resolve(METADATA))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(CHECKPOINT_ID, operators, List.of()), out);
    }
  }

  /**
   * Writes the state of one operator, and takes what Flink notes of it out of the directory again.
   * One at a time: so no more than one operator's state is in memory. With one subtask, and objects
   * that are handed on as they are, nothing of Flink's own has to go through Kryo, which cannot
   * copy it without flags of the JVM.
   */
  private static Collection<OperatorState> writeOne(
      AnabranchConfig config, Stage stage, Path directory) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings(config));
    String path = directory.toAbsolutePath().toUri().toString();
    SavepointWriter.newSavepoint(env, KeyGroups.COUNT)
        .withOperator(OperatorIdentifier.forUid(stage.uid), stage.on(env))
        .write(path);
    env.execute("bootstrap of " + stage.uid);
    Collection<OperatorState> written =
        SavepointLoader.loadSavepointMetadata(path).getOperatorStates();
    if (written.stream().noneMatch(operator -> operator.getStates().size() == 1)) {
      // The writer works in a thread of its own, and what it throws goes to the log alone.
      throw new IllegalStateException(
          "the state of %s was not written; the log says why".formatted(stage.uid));
    }
    Files.delete(directory.resolve(METADATA));
    return written;
  }

  /**
   * What becomes of one operator.
   *
   * @param pinned null for all but the Neighborhood
   * @param embeddingsEnds null for all but the last layer
   */
  private record Stage(String uid, Path file, PinnedSettings pinned, long[] embeddingsEnds) {

    StateBootstrapTransformation<StateEntry> on(StreamExecutionEnvironment env) {
      DataStream<StateEntry> entries =
          env.fromData(Types.STRING, file.toAbsolutePath().toString())
              .setParallelism(1)
              .flatMap(new SpillReader())
              .returns(StateEntry.TYPE)
              .setParallelism(1);
      PinnedSettings settings = pinned; // of their own: a record with a path cannot travel
      long[] ends = embeddingsEnds;
      return OperatorTransformation.bootstrapWith(entries)
          .keyBy(new KeyOfEntry(), Types.STRING)
          .transform(
              (timestamp, savepoint) ->
                  SimpleOperatorFactory.of(new StateWriter(timestamp, savepoint, settings, ends)));
    }
  }

  private static String uid(int stage) {
    return switch (stage) {
      case 0 -> OperatorIds.NEIGHBORHOOD;
      case 1 -> OperatorIds.SCATTER;
      default -> OperatorIds.layer(stage - 1);
    };
  }

  /** Those of the job, without its checkpoints. Flink's own types travel here, as it wants to. */
  private static Configuration settings(AnabranchConfig config) {
    Configuration flink = FlinkSettings.of(config);
    flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG);
    flink.removeConfig(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
    flink.removeConfig(PipelineOptions.GENERIC_TYPES);
    flink.removeConfig(PipelineOptions.AUTO_GENERATE_UIDS);
    return flink;
  }

  /** A class of its own, because Flink reads the type of the key off it. */
  private static final class KeyOfEntry implements KeySelector<StateEntry, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String getKey(StateEntry entry) {
      return entry.key();
    }
  }
}
