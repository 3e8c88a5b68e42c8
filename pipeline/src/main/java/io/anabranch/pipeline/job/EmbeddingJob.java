// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.DeadLetterType;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.connectors.kafka.EmbeddingUpdateType;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.RawRecordSchema;
import io.anabranch.connectors.kafka.RawRecordType;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ModelRules;
import io.anabranch.pipeline.config.TransactionRules;
import io.anabranch.pipeline.gate.GateRules;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.MessageSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The live job: edges, features and later models from Kafka, embeddings to Kafka. Read {@link
 * #assemble} first.
 */
public final class EmbeddingJob {

  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterType.INFO);
  private static final OutputTag<RawRecord> OF_MODELS =
      new OutputTag<>("models", RawRecordType.INFO);
  private static final OutputTag<StatusPart> STATUS = new OutputTag<>("status", StatusPart.TYPE);

  private static final OutputTag<ExplainInput> PIECES =
      new OutputTag<>("pieces", ExplainInput.TYPE);

  private static final OutputTag<byte[]> QUESTIONS =
      new OutputTag<>("questions", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Milliseconds that an alert waits for what its score is made of. */
  private static final long EXPLAIN_PATIENCE = 5_000;

  private final AnabranchConfig config;
  private final SageModel model;
  private final int edgePartitions;
  private final int inputPartitions;
  private final boolean bounded;
  private final LinkScoring links;
  private final EvaluationStage evaluation;
  private final Explaining explaining;
  private int loseOneIn; // 0 in every real job

  EmbeddingJob(
      AnabranchConfig config,
      SageModel model,
      int edgePartitions,
      int inputPartitions,
      boolean bounded) {
    this.config = config;
    this.model = model;
    this.edgePartitions = edgePartitions;
    this.inputPartitions = inputPartitions;
    this.bounded = bounded;
    this.links = new LinkScoring(config, model, bounded);
    this.evaluation = new EvaluationStage(config);
    this.explaining = links.explaining();
  }

  /**
   * The job that runs until it is stopped. Asks the brokers how many partitions the topics have.
   *
   * @throws io.anabranch.connectors.kafka.BrokerUnreachableException if no broker answers
   * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if a topic is not there
   * @throws io.anabranch.pipeline.config.ConfigException if the brokers do not grant the timeout of
   *     transactions
   */
  public static EmbeddingJob of(AnabranchConfig config, SageModel model) {
    return of(config, model, false);
  }

  /** The job that ends where the topics end when it starts. */
  public static EmbeddingJob bounded(AnabranchConfig config, SageModel model) {
    return of(config, model, true);
  }

  private static EmbeddingJob of(AnabranchConfig config, SageModel model, boolean bounded) {
    ModelRules.requireServable(config, model);
    TopicNames names = config.topics().names();
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      int edges = topics.describe(names.edges()).partitions();
      int features = topics.describe(names.features()).partitions();
      if (config.embeddings().isExactlyOnce()) {
        TransactionRules.requireGranted(config, topics.maxTransactionTimeout());
      }
      EmbeddingJob job = new EmbeddingJob(config, model, edges, edges + features, bounded);
      if (job.explaining.isOn()) {
        topics.describe(names.questions()); // else the job would fail when its source is opened
      }
      return job;
    }
  }

  /**
   * Makes the job lose one delta in so many on purpose: the mutation check of our own proof, which
   * {@code verify} must then fail. No option of the configuration leads here.
   */
  public EmbeddingJob losing(int oneIn) {
    loseOneIn = oneIn;
    return this;
  }

  /** Builds the whole job, one stage after the other. */
  public void assemble(StreamExecutionEnvironment env) {
    ModelBytes modelBytes = ModelBytes.of(model);
    Sinks sinks = new Sinks(config);
    AlertStages stages = AlertStages.of(config, model, explaining);
    int depth = model.depth();

    // Kafka ---> Gate ---> dead letters
    SingleOutputStreamOperator<Message> gated = gate(source(env));
    SideOutputDataStream<DeadLetter> refused = gated.getSideOutput(DEAD_LETTERS);
    sink(refused, sinks.deadLetters(), OperatorIds.DEAD_LETTERS_SINK);

    // Gate ---> models that follow the first one
    SingleOutputStreamOperator<Message> models = models(gated, modelBytes);

    // Gate, models, questions ---> Neighborhood, by the target of an edge
    SingleOutputStreamOperator<Message> neighborhood =
        stage(
            withQuestions(env, gated.union(models)),
            OperatorIds.NEIGHBORHOOD,
            links.heard(
                new NeighborhoodOperator(
                    settings(),
                    model.inputWidth(),
                    config.edge().ttlMillis(),
                    links.sampling(model),
                    links.pinned(PinnedSettings.of(config, model, modelBytes)),
                    STATUS)));

    // Neighborhood ---> Scatter 0, by the source of an edge
    SingleOutputStreamOperator<Message> sent =
        stage(neighborhood, OperatorIds.SCATTER, new ScatterOperator(settings(), modelBytes));

    // Scatter 0 ---> Layer 1 ---> Layer 2 ..., each by the vertex that receives
    for (int l = 0; l < depth - 1; l++) {
      sent =
          stage(sent, OperatorIds.layer(l + 1), new HiddenLayerOperator(settings(), modelBytes, l));
    }
    SingleOutputStreamOperator<EmbeddingUpdate> embeddings =
        sent.keyBy(Message::key, Types.STRING)
            .transform(
                OperatorIds.layer(depth),
                EmbeddingUpdateType.INFO,
                answering(
                    stages,
                    links.heard(
                        new LastLayerOperator(
                            settings(), modelBytes, STATUS, tail(config, names().embeddings())))))
            .uid(OperatorIds.layer(depth));

    // Last layer ---> embeddings
    sink(embeddings, sinks.embeddings(), OperatorIds.EMBEDDINGS_SINK);

    // Last layer, or that of a second model ---> rows that are scored
    Optional<DataStream<LinkMessage>> rows = links.rows(settings(), neighborhood, embeddings);

    // Gate, Neighborhood, rows ---> scores of links
    Optional<DataStream<ScoredEdge>> scored = links.assemble(env, gated, neighborhood, rows);

    // Gate, rows ---> how well the stream is told beforehand
    evaluation
        .assemble(gated, rows, links.areRowsUnits())
        .ifPresent(records -> sink(records, sinks.evaluation(), OperatorIds.EVALUATION_SINK));

    // Last layer, scores of links ---> scores of vertices, surprise, rings ---> alerts
    alerts(stages, gated, embeddings, scored, sinks);

    // Gate, models, Neighborhood, last layer ---> answers to probes, what became of models
    DataStream<byte[]> answers =
        gated
            .getSideOutput(STATUS)
            .union(
                models.getSideOutput(STATUS),
                neighborhood.getSideOutput(STATUS),
                embeddings.getSideOutput(STATUS))
            .global()
            .transform(
                OperatorIds.STATUS,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                new StatusOperatorFactory())
            .uid(OperatorIds.STATUS)
            .setParallelism(1);
    sink(answers, sinks.status(), OperatorIds.STATUS_SINK);
  }

  /** What the configuration asks for; by default nothing. */
  private void alerts(
      AlertStages stages,
      DataStream<Message> gated,
      SingleOutputStreamOperator<EmbeddingUpdate> embeddings,
      Optional<DataStream<ScoredEdge>> edges,
      Sinks sinks) {
    List<DataStream<AlertInput>> exceeding = new ArrayList<>();
    stages
        .vertexScores(embeddings)
        .ifPresent(
            scores -> {
              stages
                  .risks(scores)
                  .ifPresent(
                      risks -> sink(risks, sinks.riskScores(), OperatorIds.RISK_SCORES_SINK));
              stages.vertices(scores).ifPresent(exceeding::add);
            });
    edges.ifPresent(scored -> exceeding.addAll(stages.edges(gated, scored)));
    if (stages.hasRules()) {
      exceeding.stream()
          .reduce(DataStream::union)
          .map(all -> stages.alerts(gated, all))
          .map(alerts -> explaining.isOn() ? explained(alerts, embeddings, sinks) : alerts)
          .ifPresent(alerts -> sink(alerts, sinks.alerts(), OperatorIds.ALERTS_SINK));
    }
  }

  /** Alerts ---> questions ---> Kafka; alerts, answers of last layers ---> alerts. */
  private DataStream<Alert> explained(
      DataStream<Alert> alerts, SingleOutputStreamOperator<?> embeddings, Sinks sinks) {
    SingleOutputStreamOperator<ExplainInput> asking =
        alerts
            .process(new AskFunction(config.alerts().explain(), explaining.metrics(), QUESTIONS))
            .returns(ExplainInput.TYPE)
            .name(OperatorIds.ASKING)
            .uid(OperatorIds.ASKING);
    sink(asking.getSideOutput(QUESTIONS), sinks.questions(), OperatorIds.QUESTIONS_SINK);
    DataStream<ExplainInput> inputs = asking;
    if (explaining.asksServed()) {
      inputs = inputs.union(embeddings.getSideOutput(PIECES));
    }
    if (links.pieces().isPresent()) {
      inputs = inputs.union(links.pieces().get());
    }
    return inputs
        .keyBy(ExplainInput::key, Types.STRING)
        .process(new ExplainOperator(EXPLAIN_PATIENCE))
        .returns(AlertTypes.ALERT)
        .name(OperatorIds.EXPLANATIONS)
        .uid(OperatorIds.EXPLANATIONS);
  }

  private LastLayerOperator answering(AlertStages stages, LastLayerOperator layer) {
    return explaining.asksServed()
        ? layer.answering(PIECES, config.link().rules().decoder(), stages.riskModel())
        : layer;
  }

  private DataStream<Message> withQuestions(
      StreamExecutionEnvironment env, DataStream<Message> messages) {
    if (!explaining.isOn()) {
      return messages;
    }
    return messages.union(
        env.fromSource(
                kafka(config, false, names().questions()),
                WatermarkStrategy.noWatermarks(),
                OperatorIds.QUESTIONS_SOURCE)
            .uid(OperatorIds.QUESTIONS_SOURCE)
            .setParallelism(1)
            .flatMap(new QuestionFunction(System.currentTimeMillis()))
            .returns(MessageSerializer.TYPE)
            .name(OperatorIds.QUESTIONS)
            .uid(OperatorIds.QUESTIONS)
            .setParallelism(1));
  }

  private DataStream<RawRecord> source(StreamExecutionEnvironment env) {
    KafkaSource<RawRecord> source =
        kafka(
            config,
            bounded,
            names().edges(),
            names().features(),
            names().models(),
            names().status()); // its own status topic tells the job that a swap is over
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), OperatorIds.SOURCE)
        .uid(OperatorIds.SOURCE)
        .setParallelism(gateParallelism(env));
  }

  /** Records of topics from their beginning, without end or up to where they end now. */
  static KafkaSource<RawRecord> kafka(AnabranchConfig config, boolean bounded, String... topics) {
    KafkaSourceBuilder<RawRecord> source =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(config.kafka().bootstrapServers())
            .setGroupId(config.kafka().groupId())
            .setTopics(topics)
            .setStartingOffsets(OffsetsInitializer.earliest())
            // The horizon counts on the partitions that were there at the start.
            .setProperty("partition.discovery.interval.ms", "-1")
            // What a producer of events has aborted is no event; the auditor reads so, too.
            .setProperty("isolation.level", "read_committed")
            .setDeserializer(new RawRecordSchema());
    if (bounded) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  private SingleOutputStreamOperator<Message> gate(DataStream<RawRecord> records) {
    GateRules rules = gateRules(config, model.inputWidth());
    return records
        .transform(
            OperatorIds.GATE,
            MessageSerializer.TYPE,
            evaluation.heard(
                links.heard(
                    new GateOperator(
                        rules,
                        edgePartitions,
                        inputPartitions - edgePartitions,
                        config.job().horizonInterval().toMillis(),
                        DEAD_LETTERS,
                        STATUS,
                        OF_MODELS))))
        .uid(OperatorIds.GATE)
        .setParallelism(records.getParallelism());
  }

  private SingleOutputStreamOperator<Message> models(
      SingleOutputStreamOperator<Message> gated, ModelBytes first) {
    ModelSource source =
        new ModelSource(
            names().models(), config.model().registryUri(), System.currentTimeMillis(), first);
    return gated
        .getSideOutput(OF_MODELS)
        .global()
        .transform(OperatorIds.MODELS, MessageSerializer.TYPE, new ModelOperator(source, STATUS))
        .uid(OperatorIds.MODELS)
        .setParallelism(1);
  }

  /** The rules of the gate, which the auditor has to apply as well. */
  public static GateRules gateRules(AnabranchConfig config, int featureDimension) {
    return new GateRules(
        config.topics().edges(),
        config.topics().features(),
        featureDimension,
        config.events().maxRecordBytes(),
        config.events().maxIdBytes(),
        config.events().allowedLateness().toMillis(),
        config.events().maxAhead().toMillis(),
        config.graph().direction() == AnabranchConfig.Direction.UNDIRECTED,
        config.events().format());
  }

  /** A stage that hands messages on, under its uid. */
  static SingleOutputStreamOperator<Message> stage(
      DataStream<Message> input, String uid, OneInputStreamOperator<Message, Message> operator) {
    return input
        .keyBy(Message::key, Types.STRING)
        .transform(uid, MessageSerializer.TYPE, operator)
        .uid(uid);
  }

  static <T> void sink(DataStream<T> stream, KafkaSink<T> sink, String uid) {
    stream.sinkTo(sink).name(uid).uid(uid).setParallelism(stream.getParallelism());
  }

  /** The tail of a topic of embeddings. */
  static TopicTail tail(AnabranchConfig config, String topic) {
    return new TopicTail(
        config.kafka().bootstrapServers(),
        topic,
        config.embeddings().isExactlyOnce(),
        config.kafka().timeout().toMillis());
  }

  private StageSettings settings() {
    return new StageSettings(
        config.bundle().maxVertices(),
        config.bundle().maxDelay().toMillis(),
        config.state().cacheEntries(),
        config.hub().minSubscribers(),
        config.hub().budget(),
        config.embeddings().epsilon(),
        loseOneIn,
        TellingPace.of(config.model().sweepRate()));
  }

  /** A source subtask without a partition would hold nothing but a slot. */
  private int gateParallelism(StreamExecutionEnvironment env) {
    return Math.min(env.getParallelism(), inputPartitions);
  }

  private TopicNames names() {
    return config.topics().names();
  }
}
