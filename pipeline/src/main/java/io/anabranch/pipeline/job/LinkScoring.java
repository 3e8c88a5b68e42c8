// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.DeadLetterType;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.RawRecordSchema;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.link.LinkAnswer;
import io.anabranch.pipeline.link.LinkAnswerSerializer;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkMessageSerializer;
import io.anabranch.pipeline.link.ScoredEdge;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
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
  private static final OutputTag<LinkMessage> INDEX =
      new OutputTag<>("index", LinkMessageSerializer.TYPE);
  private static final OutputTag<LinkAnswer> ANSWERS =
      new OutputTag<>("answers", LinkAnswerSerializer.TYPE);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterType.INFO);

  private final AnabranchConfig config;
  private final boolean bounded;

  LinkScoring(AnabranchConfig config, boolean bounded) {
    this.config = config;
    this.bounded = bounded;
  }

  /** Adds that pass the gate are scored, where links are. */
  GateOperator heard(GateOperator gate) {
    return isOn() ? gate.tellingOfLinks(LINKS) : gate;
  }

  /** The Neighborhood tells who is linked to whom. */
  NeighborhoodOperator heard(NeighborhoodOperator neighborhood) {
    PeriodRule rule =
        new PeriodRule(config.link().period().toMillis(), config.link().pause().toMillis());
    return isOn() ? neighborhood.tellingOfLinks(LINKS, rule) : neighborhood;
  }

  /** The last layer tells its rows. */
  LastLayerOperator heard(LastLayerOperator layer) {
    return isOn() ? layer.tellingOfLinks(LINKS) : layer;
  }

  private boolean isOn() {
    return config.link().enabled();
  }

  /** Builds it, where links are scored. */
  void assemble(
      StreamExecutionEnvironment env,
      SingleOutputStreamOperator<?> gated,
      SingleOutputStreamOperator<?> neighborhood,
      SingleOutputStreamOperator<?> layer) {
    if (!isOn()) {
      return;
    }
    Sinks sinks = new Sinks(config);
    DataStream<LinkMessage> rows = layer.getSideOutput(LINKS);

    // Kafka ---> queries ---> dead letters
    SingleOutputStreamOperator<LinkMessage> queries = queries(env);
    sink(
        queries.getSideOutput(DEAD_LETTERS),
        sinks.linkDeadLetters(),
        OperatorIds.LINK_DEAD_LETTERS_SINK);

    // Gate, Neighborhood, last layer, queries ---> first end, by the source of an edge
    SingleOutputStreamOperator<LinkMessage> first =
        keyed(
            gated.getSideOutput(LINKS).union(neighborhood.getSideOutput(LINKS), rows, queries),
            OperatorIds.LINK_FIRST_END,
            new FirstEndOperator(config.state().cacheEntries(), config.link().limits()));

    // First end, last layer ---> second end, by the target of an edge
    SingleOutputStreamOperator<ScoredEdge> scored =
        first
            .union(rows)
            .keyBy(LinkMessage::key, Types.STRING)
            .transform(
                OperatorIds.LINK_SECOND_END,
                ScoredEdge.TYPE,
                new SecondEndOperator(
                    config.state().cacheEntries(), config.link().limits(), ANSWERS, INDEX))
            .uid(OperatorIds.LINK_SECOND_END);

    // Second end ---> surprises, answers
    sink(scored, sinks.surprises(), OperatorIds.SURPRISES_SINK);
    sink(scored.getSideOutput(ANSWERS), sinks.linkAnswers(), OperatorIds.LINK_ANSWERS_SINK);
  }

  private SingleOutputStreamOperator<LinkMessage> queries(StreamExecutionEnvironment env) {
    KafkaSourceBuilder<RawRecord> source =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(config.kafka().bootstrapServers())
            .setGroupId(config.kafka().groupId())
            .setTopics(config.link().topics().queries())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setProperty("isolation.level", "read_committed")
            .setDeserializer(new RawRecordSchema());
    if (bounded) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return env.fromSource(
            source.build(), WatermarkStrategy.noWatermarks(), OperatorIds.LINK_QUERIES_SOURCE)
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

  private static <T> void sink(DataStream<T> stream, KafkaSink<T> sink, String uid) {
    stream.sinkTo(sink).name(uid).uid(uid).setParallelism(stream.getParallelism());
  }
}
