// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.DeadLetterType;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.connectors.kafka.EmbeddingUpdateType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.config.Fault;
import io.anabranch.pipeline.link.LinkAnswer;
import io.anabranch.pipeline.link.LinkAnswerSerializer;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkMessageSerializer;
import io.anabranch.pipeline.link.LinkScores;
import io.anabranch.pipeline.link.LinkScoresSerializer;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.stage.SampleRules;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.MessageSerializer;
import io.anabranch.state.sample.SampleRule;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The part of the live job that scores links. Read {@link #assemble} first. It hangs on side
 * outputs of gate, Neighborhood and last layer, and where links are not scored those have none.
 */
final class LinkScoring {

  private static final OutputTag<LinkMessage> LINKS =
      new OutputTag<>("links", LinkMessageSerializer.TYPE);
  private static final OutputTag<Message> SECOND =
      new OutputTag<>("second-model", MessageSerializer.TYPE);

  /** Probes are answered by the first model's last layer. */
  private static final OutputTag<StatusPart> UNHEARD = new OutputTag<>("unheard", StatusPart.TYPE);

  private static final OutputTag<LinkMessage> INDEX =
      new OutputTag<>("index", LinkMessageSerializer.TYPE);
  private static final OutputTag<LinkAnswer> ANSWERS =
      new OutputTag<>("answers", LinkAnswerSerializer.TYPE);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterType.INFO);

  private static final OutputTag<ExplainInput> PIECES =
      new OutputTag<>("pieces", ExplainInput.TYPE);

  private final AnabranchConfig config;
  private final SageModel served;
  private final LinkChain chain; // null: the served model's rows are scored
  private final boolean bounded;
  private final Explaining explaining;
  private DataStream<ExplainInput> pieces; // null: nobody asks a second model

  /**
   * @param served the model whose rows are the embeddings
   */
  LinkScoring(AnabranchConfig config, SageModel served, boolean bounded) {
    this.config = config;
    this.served = served;
    this.chain =
        config
            .link()
            .model()
            .filter(path -> config.link().enabled())
            .map(path -> LinkChain.read(config, path, served))
            .orElse(null);
    requireDecodable();
    this.bounded = bounded;
    this.explaining = Explaining.of(config, served, scored(), bounded);
  }

  private void requireDecodable() {
    SageModel model = chain == null ? served : chain.model();
    if (isOn() && !config.link().rules().decoder().takes(model.outputWidth())) {
      throw new ConfigException(
          List.of(
              new Fault(
                  model.name() + " version " + model.version(),
                  "link.decoder",
                  "rows of an even width, means and then log standard deviations",
                  String.valueOf(model.outputWidth()))));
    }
  }

  /** Adds that pass the gate are scored, where links are. */
  GateOperator heard(GateOperator gate) {
    return isOn() ? gate.tellingOfLinks(LINKS) : gate;
  }

  /** The Neighborhood tells who is linked to whom. */
  NeighborhoodOperator heard(NeighborhoodOperator neighborhood) {
    PeriodRule rule =
        new PeriodRule(config.link().period().toMillis(), config.link().pause().toMillis());
    if (!isOn()) {
      return neighborhood;
    }
    return chain == null
        ? neighborhood.tellingOfLinks(LINKS, rule)
        : neighborhood
            .tellingOfLinks(LINKS, rule)
            .feeding(SECOND, LinkChain.isNormalised(served), LinkChain.isNormalised(chain.model()));
  }

  /** What the Neighborhood goes by. */
  SampleRule sampling(SageModel model) {
    return chain == null ? SampleRules.of(model) : chain.sampling(model);
  }

  /** What a state must have been computed with. */
  PinnedSettings pinned(PinnedSettings settings) {
    return chain == null ? settings : settings.withLinkModel(chain.model());
  }

  /** The last layer tells its rows. */
  LastLayerOperator heard(LastLayerOperator layer) {
    return areRowsWanted() && chain == null ? layer.tellingOfLinks(LINKS) : layer;
  }

  /** Of which alerts it is asked what their scores are made of. */
  Explaining explaining() {
    return explaining;
  }

  private SageModel scored() {
    return chain == null ? served : chain.model();
  }

  /** Links are scored with them, embeddings evaluated. */
  private boolean areRowsWanted() {
    return isOn() || (config.evaluation().enabled() && config.evaluation().embeddings());
  }

  /** Whether the rows that are scored are of length 1. */
  boolean areRowsUnits() {
    SageModel model = scored();
    return model.layer(model.depth() - 1).normalise();
  }

  /**
   * Rows that are scored, those of the last layer or of a second model's; nothing where nobody
   * wants them.
   */
  Optional<DataStream<LinkMessage>> rows(
      StageSettings settings,
      SingleOutputStreamOperator<?> neighborhood,
      SingleOutputStreamOperator<?> layer) {
    if (!areRowsWanted()) {
      return Optional.empty();
    }
    SingleOutputStreamOperator<?> last = chain == null ? layer : second(neighborhood, settings);
    pieces = explaining.asksSecond() ? last.getSideOutput(PIECES) : null;
    return Optional.of(last.getSideOutput(LINKS));
  }

  private LastLayerOperator answering(LastLayerOperator layer) {
    return explaining.asksSecond()
        ? layer.answering(PIECES, config.link().rules().decoder(), null)
        : layer;
  }

  /** The answers of the second model; nothing where nobody asks it. */
  Optional<DataStream<ExplainInput>> pieces() {
    return Optional.ofNullable(pieces);
  }

  private boolean isOn() {
    return config.link().enabled();
  }

  /**
   * Builds it.
   *
   * @param given the rows, from {@link #rows}
   * @return each edge that arrives, scored or not; nothing where links are not scored
   */
  Optional<DataStream<ScoredEdge>> assemble(
      StreamExecutionEnvironment env,
      SingleOutputStreamOperator<?> gated,
      SingleOutputStreamOperator<?> neighborhood,
      Optional<DataStream<LinkMessage>> given) {
    if (!isOn()) {
      return Optional.empty();
    }
    Sinks sinks = new Sinks(config);
    DataStream<LinkMessage> rows = given.orElseThrow();

    // Kafka ---> queries ---> dead letters
    SingleOutputStreamOperator<LinkMessage> queries = queries(env);
    EmbeddingJob.sink(
        queries.getSideOutput(DEAD_LETTERS),
        sinks.linkDeadLetters(),
        OperatorIds.LINK_DEAD_LETTERS_SINK);

    // Gate, Neighborhood, last layer, queries ---> first end, by the source of an edge
    SingleOutputStreamOperator<LinkMessage> first =
        keyed(
            gated.getSideOutput(LINKS).union(neighborhood.getSideOutput(LINKS), rows, queries),
            OperatorIds.LINK_FIRST_END,
            new FirstEndOperator(
                config.state().cacheEntries(),
                config.link().rules(),
                TellingPace.of(config.link().searchRate())));

    // First end, last layer ---> second end, by the target of an edge
    SingleOutputStreamOperator<ScoredEdge> scored =
        first
            .union(rows)
            .keyBy(LinkMessage::key, Types.STRING)
            .transform(
                OperatorIds.LINK_SECOND_END,
                ScoredEdge.TYPE,
                new SecondEndOperator(
                    config.state().cacheEntries(),
                    config.link().rules(),
                    TellingPace.of(
                        2 * config.link().searchRate()), // what it is asked piles up nowhere
                    ANSWERS,
                    INDEX))
            .uid(OperatorIds.LINK_SECOND_END);

    // Second end ---> shards of the index ---> partners, by the vertex that is given them
    SingleOutputStreamOperator<LinkScores> partners =
        keyed(
                scored.getSideOutput(INDEX),
                OperatorIds.LINK_INDEX,
                new LinkIndexOperator(config.link().rules()))
            .keyBy(LinkMessage::key, Types.STRING)
            .transform(
                OperatorIds.LINK_PARTNERS,
                LinkScoresSerializer.TYPE,
                new PartnersOperator(config.link().rules()))
            .uid(OperatorIds.LINK_PARTNERS);

    // Second end, partners ---> surprises, answers, scores of links
    EmbeddingJob.sink(scored, sinks.surprises(), OperatorIds.SURPRISES_SINK);
    EmbeddingJob.sink(
        scored.getSideOutput(ANSWERS), sinks.linkAnswers(), OperatorIds.LINK_ANSWERS_SINK);
    EmbeddingJob.sink(partners, sinks.linkScores(), OperatorIds.LINK_SCORES_SINK);
    return Optional.of(scored);
  }

  /** Neighborhood ---> Scatter 0 ---> layers of the second model ---> its rows. */
  private SingleOutputStreamOperator<EmbeddingUpdate> second(
      SingleOutputStreamOperator<?> neighborhood, StageSettings settings) {
    ModelBytes bytes = ModelBytes.of(chain.model());
    int depth = chain.model().depth();
    SingleOutputStreamOperator<Message> sent =
        EmbeddingJob.stage(
            neighborhood.getSideOutput(SECOND),
            OperatorIds.LINK_SCATTER,
            new ScatterOperator(settings, bytes));
    for (int l = 0; l < depth - 1; l++) {
      sent =
          EmbeddingJob.stage(
              sent, OperatorIds.linkLayer(l + 1), new HiddenLayerOperator(settings, bytes, l));
    }
    TopicTail tail = EmbeddingJob.tail(config, config.link().topics().embeddings());
    SingleOutputStreamOperator<EmbeddingUpdate> rows =
        sent.keyBy(Message::key, Types.STRING)
            .transform(
                OperatorIds.linkLayer(depth),
                EmbeddingUpdateType.INFO,
                answering(
                    new LastLayerOperator(settings, bytes, UNHEARD, tail).tellingOfLinks(LINKS)))
            .uid(OperatorIds.linkLayer(depth));
    EmbeddingJob.sink(rows, new Sinks(config).linkEmbeddings(), OperatorIds.LINK_EMBEDDINGS_SINK);
    return rows;
  }

  private SingleOutputStreamOperator<LinkMessage> queries(StreamExecutionEnvironment env) {
    return env.fromSource(
            EmbeddingJob.kafka(config, bounded, config.link().topics().queries()),
            WatermarkStrategy.noWatermarks(),
            OperatorIds.LINK_QUERIES_SOURCE)
        .uid(OperatorIds.LINK_QUERIES_SOURCE)
        .process(
            new LinkQueryOperator(
                config.events().maxRecordBytes(), config.events().maxIdBytes(), DEAD_LETTERS))
        .returns(LinkMessageSerializer.TYPE)
        .name(OperatorIds.LINK_QUERIES)
        .uid(OperatorIds.LINK_QUERIES);
  }

  private static SingleOutputStreamOperator<LinkMessage> keyed(
      DataStream<LinkMessage> input,
      String uid,
      OneInputStreamOperator<LinkMessage, LinkMessage> operator) {
    return input
        .keyBy(LinkMessage::key, Types.STRING)
        .transform(uid, LinkMessageSerializer.TYPE, operator)
        .uid(uid);
  }
}
