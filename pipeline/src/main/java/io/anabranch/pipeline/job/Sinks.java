// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.DeadLetterSchema;
import io.anabranch.connectors.kafka.EmbeddingSchema;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.connectors.kafka.StatusSchema;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.RiskScoreCodec;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationCodec;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.link.LinkAnswer;
import io.anabranch.pipeline.link.LinkJson;
import io.anabranch.pipeline.link.LinkScores;
import io.anabranch.pipeline.link.ScoredEdge;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/**
 * The sinks of the job, with the guarantee that the configuration asks for. Embeddings, scores,
 * alerts and dead letters share it: each may be counted by a reader. Answers on the status topic
 * are always at least once: an answer said twice is the same answer, and a transaction would hold
 * it back until the checkpoint after the one that it speaks of. So are questions, that wait for
 * nobody.
 */
final class Sinks {

  private static final int PROMPT = 2; // milliseconds that a record waits for others

  /** Of records that come for each edge: a request to the broker costs more than what is in it. */
  private static final int TOGETHER = 20;

  private final AnabranchConfig config;

  Sinks(AnabranchConfig config) {
    this.config = config;
  }

  KafkaSink<EmbeddingUpdate> embeddings() {
    EmbeddingFormat format = config.embeddings().format();
    return guaranteed(
        new EmbeddingSchema(names().embeddings(), format), OperatorIds.EMBEDDINGS_SINK);
  }

  KafkaSink<DeadLetter> deadLetters() {
    return guaranteed(new DeadLetterSchema(names().deadLetters()), OperatorIds.DEAD_LETTERS_SINK);
  }

  KafkaSink<EmbeddingUpdate> linkEmbeddings() {
    return guaranteed(
        new EmbeddingSchema(config.link().topics().embeddings(), config.embeddings().format()),
        OperatorIds.LINK_EMBEDDINGS_SINK);
  }

  /** Queries that cannot be read. */
  KafkaSink<DeadLetter> linkDeadLetters() {
    return guaranteed(
        new DeadLetterSchema(names().deadLetters()), OperatorIds.LINK_DEAD_LETTERS_SINK);
  }

  KafkaSink<ScoredEdge> surprises() {
    return guaranteed(
        new EncodedSchema<>(
            config.link().topics().surprises(), scored -> scored.edge().src(), LinkJson::of),
        OperatorIds.SURPRISES_SINK,
        TOGETHER);
  }

  KafkaSink<LinkScores> linkScores() {
    return guaranteed(
        new EncodedSchema<>(
            config.link().topics().scores(), scores -> scores.row().vertex(), LinkJson::of),
        OperatorIds.LINK_SCORES_SINK);
  }

  KafkaSink<LinkAnswer> linkAnswers() {
    return guaranteed(
        new EncodedSchema<>(
            config.link().topics().answers(), answer -> answer.query().id(), LinkJson::of),
        OperatorIds.LINK_ANSWERS_SINK);
  }

  KafkaSink<Alert> alerts() {
    return guaranteed(
        new EncodedSchema<>(names().alerts(), Alert::key, alert -> new AlertCodec().encode(alert)),
        OperatorIds.ALERTS_SINK);
  }

  KafkaSink<RiskScore> riskScores() {
    return guaranteed(
        new EncodedSchema<>(
            names().riskScores(), RiskScore::vertex, score -> new RiskScoreCodec().encode(score)),
        OperatorIds.RISK_SCORES_SINK);
  }

  /** Under the period as key: what is said of one again, after a failure, is known by it. */
  KafkaSink<EvaluationRecord> evaluation() {
    return guaranteed(
        new EncodedSchema<>(
            names().evaluation(),
            record -> Long.toString(record.period()),
            record -> new EvaluationCodec().encode(record)),
        OperatorIds.EVALUATION_SINK);
  }

  KafkaSink<byte[]> status() {
    return atLeastOnce(new StatusSchema(names().status()), PROMPT).build();
  }

  /** What the job asks itself. */
  KafkaSink<byte[]> questions() {
    return atLeastOnce(new StatusSchema(names().questions()), PROMPT).build();
  }

  private <T> KafkaSink<T> guaranteed(KafkaRecordSerializationSchema<T> schema, String uid) {
    return guaranteed(schema, uid, PROMPT);
  }

  private <T> KafkaSink<T> guaranteed(
      KafkaRecordSerializationSchema<T> schema, String uid, int linger) {
    KafkaSinkBuilder<T> sink = atLeastOnce(schema, linger);
    if (config.embeddings().isExactlyOnce()) {
      sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix(config.transactionalIdPrefix() + "/" + uid)
          // A few ids that are used again and again; the other way takes a new one a checkpoint.
          .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
          .setProperty(
              "transaction.timeout.ms",
              Long.toString(config.embeddings().transactionTimeout().toMillis()));
    }
    return sink.build();
  }

  private <T> KafkaSinkBuilder<T> atLeastOnce(
      KafkaRecordSerializationSchema<T> schema, int linger) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(schema)
        .setProperty("linger.ms", Integer.toString(linger))
        .setProperty("batch.size", Integer.toString(128 * 1024));
  }

  private TopicNames names() {
    return config.topics().names();
  }
}
