// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static io.anabranch.pipeline.config.OptionType.choice;
import static io.anabranch.pipeline.config.OptionType.decimal;
import static io.anabranch.pipeline.config.OptionType.duration;
import static io.anabranch.pipeline.config.OptionType.durationOrOff;
import static io.anabranch.pipeline.config.OptionType.flag;
import static io.anabranch.pipeline.config.OptionType.hostPorts;
import static io.anabranch.pipeline.config.OptionType.integer;
import static io.anabranch.pipeline.config.OptionType.location;
import static io.anabranch.pipeline.config.OptionType.optionalPath;
import static io.anabranch.pipeline.config.OptionType.optionalText;
import static io.anabranch.pipeline.config.OptionType.path;
import static io.anabranch.pipeline.config.OptionType.pinned;
import static io.anabranch.pipeline.config.OptionType.rules;
import static io.anabranch.pipeline.config.OptionType.size;
import static io.anabranch.pipeline.config.OptionType.text;
import static io.anabranch.pipeline.config.OptionType.topic;

import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.pipeline.config.AnabranchConfig.Backend;
import io.anabranch.pipeline.config.AnabranchConfig.Delivery;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.prequential.ScorerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every option, declared once: name, type with its bounds, default, what it is. The parser, the
 * checks, {@code anabranch.yaml} and the README's table all come from here.
 */
final class Options {

  /** The raw Flink options live under this name. */
  static final String FLINK = "flink";

  private static final List<Option<?>> DECLARED = new ArrayList<>();

  static final Option<String> KAFKA_BOOTSTRAP_SERVERS =
      declare(
          "kafka.bootstrap-servers",
          hostPorts(),
          "localhost:9092",
          "Where the brokers are reached.");
  static final Option<Duration> KAFKA_TIMEOUT =
      declare(
          "kafka.timeout",
          duration("100ms", "10m"),
          "10s",
          "How long a broker may take to answer before a command gives up.");
  static final Option<String> KAFKA_GROUP_ID =
      declare(
          "kafka.group-id",
          text(),
          "anabranch",
          "The consumer group under which the job's offsets are shown to Kafka's tools.");

  static final Option<String> TOPICS_EDGES =
      declare("topics.edges", topic(), "anabranch.edges", "Edge events, in.");
  static final Option<String> TOPICS_FEATURES =
      declare("topics.features", topic(), "anabranch.features", "Vertex features and labels, in.");
  static final Option<String> TOPICS_EMBEDDINGS =
      declare(
          "topics.embeddings",
          topic(),
          "anabranch.embeddings",
          "Embeddings, out: an upsert topic, keyed by vertex.");
  static final Option<String> TOPICS_MODELS =
      declare("topics.models", topic(), "anabranch.models", "Model announcements.");
  static final Option<String> TOPICS_STATUS =
      declare(
          "topics.status",
          topic(),
          "anabranch.models.status",
          "What the job says of itself: probes that it has met, models that it has taken.");
  static final Option<String> TOPICS_QUESTIONS =
      declare(
          "topics.questions",
          topic(),
          "anabranch.questions",
          "What the job asks itself of alerts, in and out: with alerts.explain and a rule on"
              + " surprise, risk or jumps only. One partition, kept for an hour.");
  static final Option<String> TOPICS_DEAD_LETTERS =
      declare(
          "topics.dead-letters",
          topic(),
          "anabranch.dead-letters",
          "Refused records, as they came, with topic, partition, offset and reason.");
  static final Option<String> TOPICS_SURPRISES =
      declare(
          "topics.surprises",
          topic(),
          "anabranch.surprises",
          "Each edge that arrived, with its score, out. With link.enabled only, as the next four.");
  static final Option<String> TOPICS_LINK_SCORES =
      declare(
          "topics.link-scores",
          topic(),
          "anabranch.link-scores",
          "The most likely partners of a vertex, period by period, out.");
  static final Option<String> TOPICS_LINK_QUERIES =
      declare(
          "topics.link-queries",
          topic(),
          "anabranch.link-queries",
          "Pairs that are asked for, in.");
  static final Option<String> TOPICS_LINK_ANSWERS =
      declare("topics.link-answers", topic(), "anabranch.link-answers", "Their scores, out.");
  static final Option<String> TOPICS_LINK_EMBEDDINGS =
      declare(
          "topics.link-embeddings",
          topic(),
          "anabranch.link-embeddings",
          "Rows of link.model, out: an upsert topic, keyed by vertex.");
  static final Option<String> TOPICS_ALERTS =
      declare("topics.alerts", topic(), "anabranch.alerts", "Alerts, out.");
  static final Option<String> TOPICS_RISK_SCORES =
      declare(
          "topics.risk-scores",
          topic(),
          "anabranch.risk-scores",
          "Risk scores, out: keyed by vertex, where there is a risk model.");
  static final Option<String> TOPICS_EVALUATION =
      declare(
          "topics.evaluation",
          topic(),
          "anabranch.evaluation",
          "How well the stream is told beforehand, period by period, out. One partition.");
  static final Option<Integer> TOPICS_PARTITIONS =
      declare(
          "topics.partitions",
          integer("partitions", 1, 10_000),
          "4",
          "Partitions of the topics that `topics create` creates.");

  static final Option<EventFormat> EVENTS_FORMAT =
      declare(
          "events.format",
          choice(EventFormat.class),
          "json",
          "Encoding of the events: JSON text, or Avro single-object.");
  static final Option<Duration> EVENTS_ALLOWED_LATENESS =
      declare(
          "events.allowed-lateness",
          duration("0ms", "3650d"),
          "10s",
          "An event is late when its timestamp lies further than this behind the largest one of"
              + " its partition.");
  static final Option<Duration> EVENTS_MAX_AHEAD =
      declare(
          "events.max-ahead",
          duration("0ms", "36500d"),
          "1d",
          "An event is refused when its timestamp lies further than this ahead of its Kafka"
              + " record's.");
  static final Option<Integer> EVENTS_MAX_RECORD_BYTES =
      declare(
          "events.max-record-bytes", size("64B", "64MiB"), "1MiB", "A larger record is refused.");
  static final Option<Integer> EVENTS_MAX_ID_BYTES =
      declare(
          "events.max-id-bytes",
          size("1B", "32KiB"),
          "512B",
          "A longer vertex or edge id, in UTF-8, is refused.");

  static final Option<Direction> GRAPH_DIRECTION =
      declare(
          "graph.direction",
          choice(Direction.class),
          "directed",
          "Whether an edge carries messages from src to dst only, or both ways.");

  static final Option<Optional<Duration>> EDGE_TTL =
      declare(
          "edge.ttl",
          durationOrOff("1ms", "36500d"),
          "off",
          "An edge expires when the horizon, the time that no event to come is older than, is so"
              + " far past its timestamp. Pinned once there is state.");

  static final Option<Path> MODEL_PATH =
      declare(
          "model.path",
          path(),
          "models/demo/1",
          "The directory of the model artifact: model.safetensors and card.json.");
  static final Option<String> MODEL_REGISTRY =
      declare(
          "model.registry",
          location(),
          "",
          "Where models lie that the running job may be told to go over to, a URI or a path:"
              + " NAME/VERSION under it. Empty: two levels above model.path.");
  static final Option<Integer> MODEL_SWEEP_RATE =
      declare(
          "model.sweep-rate",
          integer("vertices a second", 1, 1_000_000_000),
          "1000",
          "Vertices that a subtask tells a model that is swapped in, at most: more is sooner done"
              + " and holds embeddings up for longer.");
  static final Option<Duration> MODEL_SWEEP_CHECKPOINT_INTERVAL =
      declare(
          "model.sweep-checkpoint-interval",
          duration("10ms", "1h"),
          "10s",
          "How often a checkpoint is taken while a model is swapped in, if that is longer than"
              + " job.checkpoint-interval: each one writes the states of two models. Not with"
              + " exactly-once delivery, where checkpoints make embeddings visible.");

  static final Option<Integer> BUNDLE_MAX_VERTICES =
      declare(
          "bundle.max-vertices",
          integer("vertices", 1, 10_000_000),
          "10000",
          "So many dirty vertices are flushed at once, whatever the delay.");
  static final Option<Duration> BUNDLE_MAX_DELAY =
      declare(
          "bundle.max-delay",
          duration("0ms", "1h"),
          "5ms",
          "How long a dirty vertex waits for others to be flushed with, per layer; up to ten times as"
              + " long in a stage that spends much of its time on that, since more together cost"
              + " less.");

  static final Option<Integer> HUB_MIN_SUBSCRIBERS =
      declare(
          "hub.min-subscribers",
          integer("subscribers", 1, Integer.MAX_VALUE),
          "10000",
          "A vertex that so many others subscribe to is a hub: it tells them in slices, between"
              + " other records.");
  static final Option<Integer> HUB_BUDGET =
      declare(
          "hub.budget",
          integer("updates a second", 1, 1_000_000_000),
          "5000",
          "Subscribers that the hubs of a subtask may tell a second, together. A probe and the end"
              + " of the input tell all.");

  static final Option<Backend> STATE_BACKEND =
      declare(
          "state.backend",
          choice(Backend.class),
          "heap",
          "Where keyed state lives: on the heap, or in RocksDB on local disk.");
  static final Option<Integer> STATE_CACHE_ENTRIES =
      declare(
          "state.cache-entries",
          integer("vertices", 1, 100_000_000),
          "100000",
          "Vertices that an operator subtask keeps decoded in front of the backend.");

  static final Option<String> JOB_NAME =
      declare("job.name", text(), "anabranch", "The job's name in Flink.");
  static final Option<Integer> JOB_PARALLELISM =
      declare(
          "job.parallelism",
          integer("subtasks", 1, 128),
          "2",
          "Subtasks of each operator. The result does not depend on it.");
  static final Option<Integer> JOB_MAX_PARALLELISM =
      declare(
          "job.max-parallelism",
          pinned(128, "key groups", "state is laid out by key group"),
          "128",
          "Key groups. Pinned: state written with another number could not be read.");
  static final Option<Duration> JOB_CHECKPOINT_INTERVAL =
      declare(
          "job.checkpoint-interval",
          duration("10ms", "1d"),
          "1s",
          "How often a checkpoint is taken at most: when one has ended, none is for so long, unless"
              + " flink.execution.checkpointing.min-pause says otherwise.");
  static final Option<Path> JOB_CHECKPOINT_DIRECTORY =
      declare("job.checkpoint-directory", path(), "work/checkpoints", "Where checkpoints go.");
  static final Option<Integer> JOB_CHECKPOINTS_RETAINED =
      declare(
          "job.checkpoints-retained",
          integer("checkpoints", 1, 1_000),
          "3",
          "Completed checkpoints that are kept.");
  static final Option<Integer> JOB_RESTART_ATTEMPTS =
      declare(
          "job.restart-attempts",
          integer("attempts", 0, Integer.MAX_VALUE),
          "10",
          "Failures after which the job stays down.");
  static final Option<Duration> JOB_RESTART_DELAY =
      declare(
          "job.restart-delay",
          duration("0ms", "1h"),
          "1s",
          "The pause before the job is started again.");
  static final Option<Integer> JOB_WEB_PORT =
      declare(
          "job.web-port",
          integer("port", 0, OptionType.LARGEST_PORT),
          "8081",
          "Port of Flink's web UI; the next free one when it is taken; 0: any free port.");
  static final Option<Duration> JOB_BUFFER_TIMEOUT =
      declare(
          "job.buffer-timeout",
          duration("0ms", "10s"),
          "5ms",
          "How long a record may wait in a network buffer, per exchange; 0: not at all.");
  static final Option<Duration> JOB_HORIZON_INTERVAL =
      declare(
          "job.horizon-interval",
          duration("1ms", "1h"),
          "200ms",
          "How often a partition's clock is sent downstream.");
  static final Option<String> JOB_TRANSACTIONAL_ID_PREFIX =
      declare(
          "job.transactional-id-prefix",
          optionalText(),
          "",
          "What the ids of this job's transactions begin with: no other job on the brokers may have"
              + " the same. Empty: the job's name and the embeddings topic.");
  static final Option<Duration> JOB_MAX_OUTAGE =
      declare(
          "job.max-outage",
          duration("0ms", "7d"),
          "4m",
          "How long the job may be down between a failure and its return without losing a"
              + " transaction that waits to be committed. Exactly-once only.");

  static final Option<EmbeddingFormat> EMBEDDINGS_FORMAT =
      declare(
          "embeddings.format",
          choice(EmbeddingFormat.class),
          "avro",
          "Encoding of the embeddings: Avro single-object, or JSON text.");
  static final Option<Delivery> EMBEDDINGS_DELIVERY =
      declare(
          "embeddings.delivery",
          choice(Delivery.class),
          "at-least-once",
          "Idempotent upserts at once, or transactions that become visible with each checkpoint.");
  static final Option<Duration> EMBEDDINGS_TRANSACTION_TIMEOUT =
      declare(
          "embeddings.transaction-timeout",
          duration("1s", "7d"),
          "15m",
          "When the broker aborts a transaction that nobody commits: above checkpoint interval,"
              + " pause, checkpoint timeout and outage together, not above the broker's maximum."
              + " Exactly-once only.");

  static final Option<Float> EMBEDDINGS_EPSILON =
      declare(
          "embeddings.epsilon",
          decimal(0f, 1f),
          "0",
          "A vertex tells its subscribers only when an element of its message differs by more from"
              + " what it told last. Above 0 embeddings are no longer exact: verify states the"
              + " bound.");

  static final Option<Boolean> LINK_ENABLED =
      declare(
          "link.enabled",
          flag(),
          "false",
          "Whether links are scored: the surprise of each edge that arrives, likely partners, and"
              + " queries. Pinned once there is state.");
  static final Option<String> LINK_MODEL =
      declare(
          "link.model",
          optionalText(),
          "",
          "The directory of a second model, such as the encoder of a graph autoencoder, whose rows"
              + " are computed beside the served model's for scoring links. Empty: links are scored"
              + " with the served model's rows. It cannot be changed while the job runs.");
  static final Option<LinkDecoder> LINK_DECODER =
      declare(
          "link.decoder",
          choice(LinkDecoder.class),
          "inner-product",
          "How two rows are scored: by their inner product, or, of a variational encoder, by that of"
              + " the means in the first halves, with a variance from the second halves."
              + " Pinned once there is state.");
  static final Option<Duration> LINK_PERIOD =
      declare(
          "link.period",
          duration("1s", "3650d"),
          "1h",
          "So long in event time is a period, at whose end every vertex that was touched in it is"
              + " given its most likely partners.");
  static final Option<Duration> LINK_PAUSE =
      declare(
          "link.pause",
          duration("0ms", "1d"),
          "10s",
          "By the wall clock, two ends of periods lie at least so far apart: a replay that runs"
              + " faster passes over those between.");
  static final Option<Integer> LINK_SEARCH_RATE =
      declare(
          "link.search-rate",
          integer("vertices a second", 1, 1_000_000),
          "250",
          "Vertices that a subtask searches partners for, at most, between other work, until all"
              + " that were touched in a period have theirs: more is sooner done and leaves less for"
              + " embeddings. A period that ends meanwhile waits; of several the last one counts.");
  static final Option<Integer> LINK_TOP_K =
      declare(
          "link.top-k", integer("partners", 1, 1_000), "10", "Partners that a vertex is given.");
  static final Option<Integer> LINK_INDEX_SHARDS =
      declare(
          "link.index-shards",
          integer("shards", 1, 128),
          "4",
          "Parts of the index of rows, each searched by one subtask. The result does depend on it,"
              + " on the parallelism it does not.");
  static final Option<Integer> LINK_EXACT_BELOW =
      declare(
          "link.exact-below",
          integer("rows", 0, 100_000_000),
          "20000",
          "A shard with no more rows compares all of them; a larger one is searched by an"
              + " approximate index.");
  static final Option<Integer> LINK_WEDGES =
      declare(
          "link.wedges",
          integer("partners", 0, 100),
          "4",
          "Of so many of its partners a vertex makes candidates for one another, where shards are not"
              + " compared in full anyway. They are compared exactly, whatever the index finds.");
  static final Option<Integer> LINK_MAX_PARTNERS =
      declare(
          "link.max-partners",
          integer("partners", 1, 1_000_000),
          "1000",
          "A vertex that is linked to more is given no partners, and makes nobody candidates.");

  static final Option<String> ALERTS_RULES =
      declare(
          "alerts.rules",
          rules(),
          "[]",
          "Of what there are alerts: a list, each rule with the parts below.");
  static final Option<Optional<Path>> ALERTS_RISK_MODEL =
      declare(
          "alerts.risk-model",
          optionalPath(),
          "",
          "The directory of a risk model's artifact, made for the model that is served. Empty: no"
              + " risk scores.");
  static final Option<Optional<Path>> ALERTS_RING_MODEL =
      declare(
          "alerts.ring-model",
          optionalPath(),
          "",
          "The directory of a ring model's artifact, as `train --model rings` writes it. Empty: no"
              + " ring scores.");

  static final Option<Integer> ALERTS_EXPLAIN =
      declare(
          "alerts.explain",
          integer("alerts", 0, 1_000),
          "10",
          "Of so many alerts on surprising edges, risks and jumps, a second and subtask, the stages"
              + " are asked what the score is made of, where it has a part that is linear in a row:"
              + " see docs/formats.md. 0: none.");

  static final Option<Duration> RINGS_WINDOW =
      declare(
          "rings.window",
          duration("1s", "365d"),
          "1h",
          "How far back, by event time, an ego graph, its trigger and a burst look.");
  static final Option<Integer> RINGS_EDGES =
      declare(
          "rings.edges",
          integer("edges", 1, 10_000_000),
          "100000",
          "Edges of late that are kept for ego graphs; the oldest go first.");
  static final Option<Float> RINGS_TRIGGER_SURPRISE =
      declare(
          "rings.trigger-surprise",
          decimal(0f, 1_000f),
          "2",
          "An edge that is more surprising counts towards the trigger of both its ends, and a burst"
              + " of its source.");
  static final Option<Float> RINGS_TRIGGER_QUANTILE =
      declare(
          "rings.trigger-quantile",
          decimal(0f, 0.9999f),
          "0",
          "Above 0: an edge counts when it is more surprising than that share of the edges of the"
              + " window and the one before, in place of rings.trigger-surprise.");
  static final Option<Integer> RINGS_TRIGGER_EDGES =
      declare(
          "rings.trigger-edges",
          integer("edges", 1, 1_000_000),
          "5",
          "So many surprising edges around a vertex within the window, and its ego graph is"
              + " scored.");

  static final Option<Boolean> EVALUATION_ENABLED =
      declare(
          "evaluation.enabled",
          flag(),
          "false",
          "Whether the job measures how well the stream is told beforehand: edges are ranked against"
              + " others before they are learnt.");
  static final Option<Boolean> EVALUATION_EMBEDDINGS =
      declare(
          "evaluation.embeddings",
          flag(),
          "true",
          "Whether embeddings rank, too: the rows that links are scored with, of link.model where"
              + " there is one, or else the served model's. All of them go to one subtask.");
  static final Option<Integer> EVALUATION_ONE_IN =
      declare(
          "evaluation.one-in",
          integer("edges", 1, 1_000_000),
          "10",
          "One edge in so many is ranked, drawn by a hash; all are learnt.");
  static final Option<Integer> EVALUATION_NEGATIVES =
      declare(
          "evaluation.negatives",
          integer("vertices", 1, 10_000),
          "100",
          "An edge is ranked against so many others: newest partners of its source, up to half of"
              + " them, and vertices drawn from all that edges led to.");
  static final Option<Integer> EVALUATION_VERTICES =
      declare(
          "evaluation.vertices",
          integer("vertices", 8, 10_000_000),
          "20000",
          "So many vertices are remembered; those of which no edge came for longest make room.");
  static final Option<Duration> EVALUATION_WINDOW =
      declare(
          "evaluation.window",
          duration("1s", "3650d"),
          "5d",
          "How far back, by event time, EdgeBank with a window remembers.");
  static final Option<Duration> EVALUATION_HALF_LIFE =
      declare(
          "evaluation.half-life",
          duration("1s", "3650d"),
          "1d",
          "After so long, by event time, an edge counts half for popularity.");
  static final Option<Integer> EVALUATION_FADING =
      declare(
          "evaluation.fading",
          integer("edges", 2, 1_000_000),
          "1000",
          "About so many ranked edges count in a measure: each weighs 1 - 1/N of the one after it.");
  static final Option<Duration> EVALUATION_PERIOD =
      declare(
          "evaluation.period",
          duration("1s", "3650d"),
          "1h",
          "So long in event time is a period, at whose end a record says how everybody does.");
  static final Option<ScorerName> EVALUATION_DRIFT_SCORER =
      declare(
          "evaluation.drift-scorer",
          choice(ScorerName.class),
          "embeddings",
          "Whose MRR is watched.");
  static final Option<Float> EVALUATION_DRIFT_FALL =
      declare(
          "evaluation.drift-fall",
          decimal(0.01f, 0.99f),
          "0.2",
          "It has fallen when it is below its reference by more than that share of it.");
  static final Option<Integer> EVALUATION_DRIFT_REFERENCE =
      declare(
          "evaluation.drift-reference",
          integer("edges", 2, 100_000_000),
          "10000",
          "The reference is the MRR of about so many ranked edges, which is more than"
              + " evaluation.fading.");
  static final Option<Integer> EVALUATION_DRIFT_MIN_EDGES =
      declare(
          "evaluation.drift-min-edges",
          integer("edges", 1, 100_000_000),
          "2000",
          "Before so many edges were ranked, nothing has fallen.");

  /** Every option, in the order of declaration: section by section. */
  static final List<Option<?>> ALL = List.copyOf(DECLARED);

  private Options() {}

  private static <T> Option<T> declare(
      String name, OptionType<T> type, String defaultText, String doc) {
    Option<T> option = new Option<>(name, type, defaultText, doc);
    DECLARED.add(option);
    return option;
  }
}
