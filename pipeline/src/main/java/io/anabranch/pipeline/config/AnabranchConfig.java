// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.prequential.ScorerName;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that a user can set. {@link Options} says what each option means, its type and its
 * default; this record holds the values, checked, also against each other.
 *
 * <pre>{@code
 * AnabranchConfig config = AnabranchConfig.load(Path.of("anabranch.yaml"), List.of("job.parallelism=4"));
 * config.kafka().bootstrapServers();
 * }</pre>
 *
 * @param flink raw Flink options, handed to Flink as they are; those that would break an invariant
 *     or that have an option of ours are refused
 */
public record AnabranchConfig(
    Kafka kafka,
    Topics topics,
    Events events,
    Graph graph,
    Edge edge,
    Model model,
    Bundle bundle,
    Hub hub,
    State state,
    Job job,
    Embeddings embeddings,
    Link link,
    Alerts alerts,
    Rings rings,
    Evaluation evaluation,
    SortedMap<String, String> flink) {

  /** How the brokers are reached. */
  public record Kafka(String bootstrapServers, Duration timeout, String groupId) {

    /** Reads topics; of transactions, what was committed. */
    public TopicReader committed() {
      return new TopicReader(bootstrapServers, Isolation.READ_COMMITTED, timeout);
    }
  }

  /** The names of the topics, and the partitions of those that are created. */
  public record Topics(
      String edges,
      String features,
      String embeddings,
      String models,
      String status,
      String questions,
      String deadLetters,
      String alerts,
      String riskScores,
      String evaluation,
      int partitions) {

    public TopicNames names() {
      return new TopicNames(
          edges,
          features,
          embeddings,
          models,
          status,
          questions,
          deadLetters,
          alerts,
          riskScores,
          evaluation);
    }

    /** The options, each {@code section.option=value}, that name these topics. */
    public static List<String> options(TopicNames names) {
      return List.of(
          Options.TOPICS_EDGES.name() + "=" + names.edges(),
          Options.TOPICS_FEATURES.name() + "=" + names.features(),
          Options.TOPICS_EMBEDDINGS.name() + "=" + names.embeddings(),
          Options.TOPICS_MODELS.name() + "=" + names.models(),
          Options.TOPICS_STATUS.name() + "=" + names.status(),
          Options.TOPICS_QUESTIONS.name() + "=" + names.questions(),
          Options.TOPICS_DEAD_LETTERS.name() + "=" + names.deadLetters(),
          Options.TOPICS_ALERTS.name() + "=" + names.alerts(),
          Options.TOPICS_RISK_SCORES.name() + "=" + names.riskScores(),
          Options.TOPICS_EVALUATION.name() + "=" + names.evaluation());
    }
  }

  /** What the gate lets in. */
  public record Events(
      EventFormat format,
      Duration allowedLateness,
      Duration maxAhead,
      int maxRecordBytes,
      int maxIdBytes) {

    /** Writes and reads events as the job reads them. */
    public EventCodec newCodec(int featureDimension) {
      return format.newCodec(new EventLimits(featureDimension, maxRecordBytes, maxIdBytes));
    }
  }

  /** How edges are read. */
  public record Graph(Direction direction) {}

  /** How long an edge lives; empty: for ever. */
  public record Edge(Optional<Duration> ttl) {

    /** Milliseconds, or {@link NeighborhoodFormat#NO_TTL}. */
    public long ttlMillis() {
      return NeighborhoodFormat.ttl(ttl);
    }
  }

  /**
   * Where the model artifact lies, and those of the models that may follow it.
   *
   * @param registry a URI or a path; empty: see {@link #registryUri()}
   * @param sweepRate vertices a second that a subtask tells a model that follows
   * @param sweepCheckpointInterval see {@link #checkpointIntervalInSweeps}
   */
  public record Model(Path path, String registry, int sweepRate, Duration sweepCheckpointInterval) {

    /** Where the models lie that may follow: two levels above the first one, if not said. */
    public URI registryUri() {
      if (Places.isUri(registry)) {
        return Places.of(registry);
      }
      Path place = (registry.isEmpty() ? path : Path.of(registry)).toAbsolutePath().normalize();
      for (int up = registry.isEmpty() ? 2 : 0; up > 0 && place.getParent() != null; up--) {
        place = place.getParent();
      }
      return place.toUri();
    }
  }

  /** When dirty vertices are flushed. */
  public record Bundle(int maxVertices, Duration maxDelay) {}

  /** From when on, and how fast, a vertex with many subscribers tells them. */
  public record Hub(int minSubscribers, int budget) {}

  /** Where keyed state lives. */
  public record State(Backend backend, int cacheEntries) {}

  /** The Flink job. */
  public record Job(
      String name,
      int parallelism,
      int maxParallelism,
      Duration checkpointInterval,
      Path checkpointDirectory,
      int checkpointsRetained,
      int restartAttempts,
      Duration restartDelay,
      int webPort,
      Duration bufferTimeout,
      Duration horizonInterval,
      String transactionalIdPrefix,
      Duration maxOutage) {

    /** How many ports after the wanted one the web UI may take when that one is taken. */
    private static final int SPARE_PORTS = 100;

    /** The ports that the web UI may take, as Flink's {@code rest.bind-port} wants them. */
    public String webPorts() {
      return webPort == 0
          ? "0"
          : webPort + "-" + Math.min(webPort + SPARE_PORTS, OptionType.LARGEST_PORT);
    }
  }

  /** How embeddings leave. */
  public record Embeddings(
      EmbeddingFormat format, Delivery delivery, float epsilon, Duration transactionTimeout) {

    public boolean isExactlyOnce() {
      return delivery == Delivery.EXACTLY_ONCE;
    }
  }

  /**
   * What is scored of links, and within what bounds.
   *
   * @param model directory of a second model; empty: links are scored with the served model's rows
   * @param period of event time
   * @param pause between the ends of two periods, by the wall clock
   * @param searchRate vertices a second that a subtask searches partners for, at most
   * @param rules of the work for one period
   */
  public record Link(
      boolean enabled,
      LinkTopics topics,
      Optional<Path> model,
      Duration period,
      Duration pause,
      int searchRate,
      LinkRules rules) {

    /** The options, each {@code section.option=value}, that name these topics. */
    public static List<String> options(LinkTopics names) {
      return List.of(
          Options.TOPICS_SURPRISES.name() + "=" + names.surprises(),
          Options.TOPICS_LINK_SCORES.name() + "=" + names.scores(),
          Options.TOPICS_LINK_QUERIES.name() + "=" + names.queries(),
          Options.TOPICS_LINK_ANSWERS.name() + "=" + names.answers(),
          Options.TOPICS_LINK_EMBEDDINGS.name() + "=" + names.embeddings());
    }
  }

  /** The topic of the rows that links are scored with. */
  public String linkRowsTopic() {
    return link.model().isPresent() ? link.topics().embeddings() : topics.embeddings();
  }

  /** The topics that the job cannot do without. */
  public List<String> requiredTopics() {
    List<String> required = topicNames();
    if (!alerts.mayAsk()) {
      required.remove(topics.questions());
    }
    return required;
  }

  /** The topics of the pipeline: those that {@link JobTopics} makes sure of. */
  public List<String> topicNames() {
    List<String> names = new ArrayList<>(topics.names().all());
    if (link.enabled()) {
      names.addAll(link.topics().all());
    }
    return names;
  }

  /**
   * Of what there are alerts.
   *
   * @param riskModel directory of the artifact; empty: no risk scores
   * @param ringModel directory of the artifact; empty: no ring scores
   * @param explain of so many alerts a second and subtask it is asked what the score is made of
   */
  public record Alerts(
      List<AlertRule> rules, Optional<Path> riskModel, Optional<Path> ringModel, int explain) {

    /** Whether there may be an alert of which it is asked what its score is made of. */
    public boolean mayAsk() {
      return explain > 0 && rules.stream().anyMatch(rule -> rule.metric().isOfRows());
    }
  }

  /** Which edges of late count as surprising, when an ego graph is scored, what it is made of. */
  public record Rings(
      Duration window, int edges, float triggerSurprise, float triggerQuantile, int triggerEdges) {}

  /**
   * How the stream is measured.
   *
   * @param embeddings whether they rank, too
   * @param oneIn one edge in so many is ranked
   * @param window of EdgeBank
   * @param halfLife of popularity
   * @param fading how many ranked edges count
   */
  public record Evaluation(
      boolean enabled,
      boolean embeddings,
      int oneIn,
      int negatives,
      int vertices,
      Duration window,
      Duration halfLife,
      int fading,
      Duration period,
      Drift drift)
      implements Serializable {

    /**
     * When the watched scorer has fallen.
     *
     * @param fall a share of the reference
     * @param reference how many ranked edges count in it
     * @param minEdges so many were ranked before
     */
    public record Drift(ScorerName scorer, float fall, int reference, int minEdges)
        implements Serializable {}
  }

  /** Whether an edge carries messages one way or both. */
  public enum Direction {
    DIRECTED,
    UNDIRECTED
  }

  /** Flink's state backends that we run on. */
  public enum Backend {
    HEAP,
    ROCKSDB
  }

  /** The delivery guarantee of the embeddings topic. */
  public enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /**
   * How often a checkpoint is taken while a model is swapped in.
   *
   * @param usual how often otherwise
   */
  public Duration checkpointIntervalInSweeps(Duration usual) {
    Duration longer = model.sweepCheckpointInterval();
    return embeddings.isExactlyOnce() || longer.compareTo(usual) < 0 ? usual : longer;
  }

  /** What the ids of the job's transactions begin with; no other job's begin with the same. */
  public String transactionalIdPrefix() {
    return job.transactionalIdPrefix().isBlank()
        ? job.name() + "/" + topics.embeddings()
        : job.transactionalIdPrefix();
  }

  /** The defaults alone. */
  public static AnabranchConfig defaults() {
    return of();
  }

  /**
   * The defaults with overrides.
   *
   * @param overrides each {@code section.option=value}
   * @throws ConfigException that lists every fault
   */
  public static AnabranchConfig of(String... overrides) {
    Settings settings = new Settings();
    settings.addOverrides(List.of(overrides));
    return read(settings);
  }

  /**
   * The defaults, under the file, under the overrides.
   *
   * @param overrides each {@code section.option=value}
   * @throws ConfigException that lists every fault of both
   */
  public static AnabranchConfig load(Path file, List<String> overrides) {
    Settings settings = new Settings();
    YamlSettings.read(file, settings);
    settings.addOverrides(overrides);
    return read(settings);
  }

  private static AnabranchConfig read(Settings settings) {
    settings.refuseUnknown();
    AnabranchConfig config =
        new AnabranchConfig(
            kafka(settings),
            topics(settings),
            events(settings),
            new Graph(settings.get(Options.GRAPH_DIRECTION)),
            new Edge(settings.get(Options.EDGE_TTL)),
            new Model(
                settings.get(Options.MODEL_PATH),
                settings.get(Options.MODEL_REGISTRY),
                settings.get(Options.MODEL_SWEEP_RATE),
                settings.get(Options.MODEL_SWEEP_CHECKPOINT_INTERVAL)),
            new Bundle(
                settings.get(Options.BUNDLE_MAX_VERTICES), settings.get(Options.BUNDLE_MAX_DELAY)),
            new Hub(settings.get(Options.HUB_MIN_SUBSCRIBERS), settings.get(Options.HUB_BUDGET)),
            new State(
                settings.get(Options.STATE_BACKEND), settings.get(Options.STATE_CACHE_ENTRIES)),
            job(settings),
            new Embeddings(
                settings.get(Options.EMBEDDINGS_FORMAT),
                settings.get(Options.EMBEDDINGS_DELIVERY),
                settings.get(Options.EMBEDDINGS_EPSILON),
                settings.get(Options.EMBEDDINGS_TRANSACTION_TIMEOUT)),
            link(settings),
            new Alerts(
                AlertRuleReader.read(settings),
                settings.get(Options.ALERTS_RISK_MODEL),
                settings.get(Options.ALERTS_RING_MODEL),
                settings.get(Options.ALERTS_EXPLAIN)),
            new Rings(
                settings.get(Options.RINGS_WINDOW),
                settings.get(Options.RINGS_EDGES),
                settings.get(Options.RINGS_TRIGGER_SURPRISE),
                settings.get(Options.RINGS_TRIGGER_QUANTILE),
                settings.get(Options.RINGS_TRIGGER_EDGES)),
            evaluation(settings),
            settings.flink());
    CrossRules.check(config, settings);
    FlinkRules.check(config.flink(), settings);
    TransactionRules.check(config, settings);
    settings.throwIfFaulty();
    return config;
  }

  private static Kafka kafka(Settings settings) {
    return new Kafka(
        settings.get(Options.KAFKA_BOOTSTRAP_SERVERS),
        settings.get(Options.KAFKA_TIMEOUT),
        settings.get(Options.KAFKA_GROUP_ID));
  }

  private static Topics topics(Settings settings) {
    return new Topics(
        settings.get(Options.TOPICS_EDGES),
        settings.get(Options.TOPICS_FEATURES),
        settings.get(Options.TOPICS_EMBEDDINGS),
        settings.get(Options.TOPICS_MODELS),
        settings.get(Options.TOPICS_STATUS),
        settings.get(Options.TOPICS_QUESTIONS),
        settings.get(Options.TOPICS_DEAD_LETTERS),
        settings.get(Options.TOPICS_ALERTS),
        settings.get(Options.TOPICS_RISK_SCORES),
        settings.get(Options.TOPICS_EVALUATION),
        settings.get(Options.TOPICS_PARTITIONS));
  }

  private static Events events(Settings settings) {
    return new Events(
        settings.get(Options.EVENTS_FORMAT),
        settings.get(Options.EVENTS_ALLOWED_LATENESS),
        settings.get(Options.EVENTS_MAX_AHEAD),
        settings.get(Options.EVENTS_MAX_RECORD_BYTES),
        settings.get(Options.EVENTS_MAX_ID_BYTES));
  }

  private static Link link(Settings settings) {
    return new Link(
        settings.get(Options.LINK_ENABLED),
        new LinkTopics(
            settings.get(Options.TOPICS_SURPRISES),
            settings.get(Options.TOPICS_LINK_SCORES),
            settings.get(Options.TOPICS_LINK_QUERIES),
            settings.get(Options.TOPICS_LINK_ANSWERS),
            settings.get(Options.TOPICS_LINK_EMBEDDINGS)),
        Optional.of(settings.get(Options.LINK_MODEL)).filter(m -> !m.isBlank()).map(Path::of),
        settings.get(Options.LINK_PERIOD),
        settings.get(Options.LINK_PAUSE),
        settings.get(Options.LINK_SEARCH_RATE),
        new LinkRules(
            settings.get(Options.LINK_DECODER),
            settings.get(Options.LINK_TOP_K),
            settings.get(Options.LINK_INDEX_SHARDS),
            settings.get(Options.LINK_WEDGES),
            settings.get(Options.LINK_MAX_PARTNERS),
            settings.get(Options.LINK_EXACT_BELOW)));
  }

  private static Evaluation evaluation(Settings settings) {
    return new Evaluation(
        settings.get(Options.EVALUATION_ENABLED),
        settings.get(Options.EVALUATION_EMBEDDINGS),
        settings.get(Options.EVALUATION_ONE_IN),
        settings.get(Options.EVALUATION_NEGATIVES),
        settings.get(Options.EVALUATION_VERTICES),
        settings.get(Options.EVALUATION_WINDOW),
        settings.get(Options.EVALUATION_HALF_LIFE),
        settings.get(Options.EVALUATION_FADING),
        settings.get(Options.EVALUATION_PERIOD),
        new Evaluation.Drift(
            settings.get(Options.EVALUATION_DRIFT_SCORER),
            settings.get(Options.EVALUATION_DRIFT_FALL),
            settings.get(Options.EVALUATION_DRIFT_REFERENCE),
            settings.get(Options.EVALUATION_DRIFT_MIN_EDGES)));
  }

  private static Job job(Settings settings) {
    return new Job(
        settings.get(Options.JOB_NAME),
        settings.get(Options.JOB_PARALLELISM),
        settings.get(Options.JOB_MAX_PARALLELISM),
        settings.get(Options.JOB_CHECKPOINT_INTERVAL),
        settings.get(Options.JOB_CHECKPOINT_DIRECTORY),
        settings.get(Options.JOB_CHECKPOINTS_RETAINED),
        settings.get(Options.JOB_RESTART_ATTEMPTS),
        settings.get(Options.JOB_RESTART_DELAY),
        settings.get(Options.JOB_WEB_PORT),
        settings.get(Options.JOB_BUFFER_TIMEOUT),
        settings.get(Options.JOB_HORIZON_INTERVAL),
        settings.get(Options.JOB_TRANSACTIONAL_ID_PREFIX),
        settings.get(Options.JOB_MAX_OUTAGE));
  }
}
