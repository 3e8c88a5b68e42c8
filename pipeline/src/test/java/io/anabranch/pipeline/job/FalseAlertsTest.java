// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Ego;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.alert.RiskScore;
import io.anabranch.pipeline.alert.RiskScoreCodec;
import io.anabranch.pipeline.explain.Slope;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.ring.EgoGraph;
import io.anabranch.pipeline.ring.RingModel;
import io.anabranch.pipeline.verify.AlertReport;
import io.anabranch.pipeline.verify.AlertVerifier;
import io.anabranch.state.event.EdgeEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is read back from topics that no job has written to: right alerts are found right, and every
 * kind of false one is named.
 */
class FalseAlertsTest extends BrokerTest {

  private static final SageModel MODEL = Pipeline.model(2, 2); // version 3
  private static final RiskModel RISK = AlertHeads.risk(MODEL);
  private static final String EXACTLY_ONCE = "embeddings.delivery=exactly-once";

  private static final Embedding U = new Embedding("u", 1, 1, 1, 3, new float[] {1, 2});
  private static final Embedding V = new Embedding("v", 1, 1, 1, 3, new float[] {3, -1});
  private static final Embedding V2 = new Embedding("v", 1, 1, 2, 3, new float[] {0, 3});
  private static final Embedding NEXT = new Embedding("v", 1, 1, 3, 4, new float[] {3, -1});
  private static final RowName NOWHERE = new RowName("u", 3, 9, 0xcafe);

  private static final float SURPRISE = (float) ScoredEdge.surprise(1 * 3 + 2 * -1);
  private static final float JUMP = 5; // from 3, -1 to 0, 3
  private static final float RISK_OF_V =
      new RiskScorer(RISK).score(Matrix.of(1, 2, V.values().clone()))[0];
  private static final Ego EGO =
      new Ego(5, List.of("v", "u"), List.of(0, 1), List.of(new Ego.Pair(1, 0, 2)));

  private static Path riskArtifact;
  private static Path ringArtifact;
  private static float ring;

  @BeforeAll
  static void makeModels() throws Exception {
    riskArtifact = AlertHeads.write(RISK, directory.resolve("heads"));
    ringArtifact = AlertHeads.ring(directory.resolve("heads"));
    RingModel model = RingModel.read(NetworkArtifacts.toBytes(NetworkArtifacts.read(ringArtifact)));
    ring = model.score(EgoGraph.of(EGO)).score();
  }

  @Test
  void rightOnesAreRight() {
    Pipeline pipeline = open("right", EXACTLY_ONCE);
    Alert risky = alert("risky/0/v", Metric.RISK, "v", RISK_OF_V, List.of(RowName.of(V)));
    write(pipeline, surprise("a", SURPRISE), risky, jump("c", JUMP), ring("d", EGO));
    risk(pipeline, RISK_OF_V);
    AlertReport report = new AlertVerifier(pipeline.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(4, report.alerts());
    assertEquals(1, report.scores());
    assertEquals(5, report.identical(), report::toString);
    assertEquals(0, report.unanswered().count(), report::toString);
    assertEquals(1, report.unanswered().looked(), report::toString);
  }

  @Test
  void everyFalseScoreIsNamed() {
    float odd = Math.nextUp(SURPRISE);
    float risky = Math.nextUp(RISK_OF_V);
    Ego other = new Ego(5, EGO.vertices(), EGO.hops(), List.of(new Ego.Pair(1, 0, 1)));
    assertFaults(
        "scores",
        new False(surprise("a", odd), "expected surprise " + SURPRISE + ", came " + odd),
        new False(risk("a", risky), "expected risk " + RISK_OF_V + ", came " + risky),
        new False(jump("a", 4.5f), "expected embedding-jump 5.0, came 4.5"),
        new False(ring("a", other), ", came " + ring));
  }

  @Test
  void aFalseRiskScoreIsNamedThoughNoAlertFollowedIt() {
    Pipeline pipeline = open("false-risk", EXACTLY_ONCE);
    risk(pipeline, RISK_OF_V);
    risk(pipeline, Math.nextDown(RISK_OF_V));
    assertOneFault(
        new AlertVerifier(pipeline.config).verify(),
        "expected risk " + RISK_OF_V + ", came " + Math.nextDown(RISK_OF_V));
  }

  @Test
  void aRowThatWasNeverThereIsNamed() {
    Alert nowhere =
        alert("odd/0/a", Metric.SURPRISE, "v", SURPRISE, List.of(NOWHERE, RowName.of(V)));
    assertFault(
        "nowhere", nowhere, "embeddings never held: u version 3, sequence 9, checksum 0000cafe");
  }

  /** Without transactions a job that failed may have written the alert and not the row. */
  @Test
  void withoutTransactionsARowOfAKnownVertexMayBeGoneButNotThatOfAnUnknownOne() {
    Pipeline known = open("gone", "embeddings.delivery=at-least-once");
    write(known, alert("odd/0/a", Metric.SURPRISE, "v", SURPRISE, List.of(NOWHERE, RowName.of(V))));
    AlertReport report = new AlertVerifier(known.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(1, report.gone(), report::toString);
    Pipeline unknown = open("never", "embeddings.delivery=at-least-once");
    write(unknown, alert("r/0/x", Metric.RISK, "x", RISK_OF_V, List.of(new RowName("x", 3, 1, 2))));
    assertOneFault(
        new AlertVerifier(unknown.config).verify(),
        "embeddings never held: x version 3, sequence 1, checksum 00000002");
  }

  @Test
  void aPairOfTwoVersionsIsNamed() {
    List<RowName> pair = List.of(RowName.of(U), RowName.of(NEXT));
    List<RowName> across = List.of(RowName.of(NEXT), RowName.of(V));
    assertFaults(
        "two-versions",
        new False(
            alert("odd/0/a", Metric.SURPRISE, "v", SURPRISE, pair), "pairs model versions 3 and 4"),
        new False(
            alert("j/0/v", Metric.EMBEDDING_JUMP, "v", JUMP, across),
            "pairs model versions 4 and 3"),
        new False(
            alert("r/0/v", Metric.RISK, "v", RISK_OF_V, List.of(RowName.of(NEXT))),
            "scores a row of version 4 with a risk model made for version 3"));
  }

  @Test
  void rowsOfOthersAreNamed() {
    List<RowName> turned = List.of(RowName.of(V), RowName.of(U));
    assertFaults(
        "others",
        new False(
            alert("odd/0/a", Metric.SURPRISE, "v", SURPRISE, turned),
            "expected rows of [u, v], names rows of [v, u]"),
        new False(alert("r/0/v", Metric.RISK, "v", RISK_OF_V, List.of()), "names rows of []"));
  }

  @Test
  void anAlertThatComesAgainIsNamedWhereTransactionsForbidIt() {
    Pipeline strict = open("again", EXACTLY_ONCE);
    write(strict, surprise("a", SURPRISE), surprise("a", SURPRISE));
    assertOneFault(new AlertVerifier(strict.config).verify(), "comes again under its key odd/0/a");
    Pipeline lenient = open("again-at-least", "embeddings.delivery=at-least-once");
    write(lenient, surprise("a", SURPRISE), surprise("a", SURPRISE));
    AlertReport report = new AlertVerifier(lenient.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(1, report.repeated());
  }

  @Test
  void anAlertBelowItsThresholdAndSharesThatDoNotAddUpAreNamed() {
    Alert right = surprise("a", SURPRISE);
    assertFault(
        "below", with(right, right.score(), null), SURPRISE + " does not exceed " + SURPRISE);
    Fraction one = Fraction.parse("1/1");
    LinearPart adds = new LinearPart("v", one, one, Fraction.ZERO, List.of(), Fraction.ZERO);
    LinearPart not = new LinearPart("v", one, one, one, List.of(), Fraction.ZERO);
    assertFault("shares", with(right, 0, not), "the shares do not add up to 1/1");
    Pipeline pipeline = open("adds", EXACTLY_ONCE);
    write(pipeline, with(right, 0, adds.of(List.of(RowName.of(U), RowName.of(V)))));
    AlertReport report = new AlertVerifier(pipeline.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(1, report.explained());
  }

  /** The rows give 1: 1 * 3 + 2 * -1. */
  @Test
  void sharesOfWhatTheRowsDoNotGiveAreNamed() {
    Fraction two = Fraction.parse("2/1");
    LinearPart part = new LinearPart("v", two, two, Fraction.ZERO, List.of(), Fraction.ZERO);
    assertFaults(
        "apart",
        new False(
            with(surprise("a", SURPRISE), 0, part.of(List.of(RowName.of(U), RowName.of(V)))),
            "takes 2.0 apart, the rows give 1.0"),
        new False(
            with(surprise("b", SURPRISE), 0, part.of(List.of(NOWHERE, RowName.of(V)))),
            "embeddings never held: u version 3, sequence 9"),
        new False(
            with(surprise("c", SURPRISE), 0, part.of(List.of(RowName.of(U), RowName.of(NEXT)))),
            "takes apart what is not of the edge's two ends and of one model"));
  }

  @Test
  void sharesOfAnotherVertexThanTheScoreIsOfAreNamed() {
    Fraction one = Fraction.parse("1/1");
    List<RowName> rows = List.of(RowName.of(U), RowName.of(V));
    LinearPart other = new LinearPart("u", one, one, Fraction.ZERO, List.of(), Fraction.ZERO);
    LinearPart away =
        new LinearPart(
            "v",
            one,
            Fraction.ZERO,
            Fraction.ZERO,
            List.of(new LinearPart.EdgeShare(new EdgeRef("v", "u", "", 1), one, Fraction.ZERO)),
            Fraction.ZERO);
    assertFaults(
        "around",
        new False(
            with(surprise("a", SURPRISE), 0, other.of(rows)),
            "takes apart what u aggregates, and the score is of v"),
        new False(
            with(surprise("b", SURPRISE), 0, away.of(rows)),
            "names a share of an edge to u, and the score is of v"));
  }

  /** Named, whatever else the alert says. */
  @Test
  void aSurpriseOfNoEdgeIsNamed() {
    Fraction one = Fraction.parse("1/1");
    LinearPart part = new LinearPart("v", one, one, Fraction.ZERO, List.of(), Fraction.ZERO);
    Alert right = surprise("a", SURPRISE);
    Alert ofNone =
        new Alert(
            right.key(),
            right.rule(),
            right.metric(),
            right.subject(),
            right.score(),
            right.threshold(),
            right.eventTime(),
            right.modelVersion(),
            right.rows(),
            List.of(),
            right.reasons(),
            part,
            null);
    assertFault("no-edge", ofNone, "expected one event, names 0");
  }

  @Test
  void rightPartsOfScoresOfOneVertexAreRight() {
    Pipeline pipeline = open("apart-right", EXACTLY_ONCE);
    write(
        pipeline,
        with(risk("a", RISK_OF_V), 0, apart(ofRisk(), V, V)),
        with(jump("b", JUMP), 0, apart(ofJump(), V2, V2, V)));
    AlertReport report = new AlertVerifier(pipeline.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(2, report.explained());
    assertEquals(0, report.sameAnew(), "nobody looked at the graph");
  }

  /** The remainder is checked to the last bit, the linear part but for quanta. */
  @Test
  void falsePartsOfARiskAreNamed() {
    LinearPart right = apart(ofRisk(), V, V);
    assertFaults(
        "apart-risk",
        new False(
            with(risk("a", RISK_OF_V), 0, right.ofScore(Math.nextUp(ofRisk().score()))),
            "apart with the remainder, the row gives " + ofRisk().score()),
        new False(
            with(risk("b", RISK_OF_V), 0, moved(right, ofRisk().score())),
            "apart, the row gives " + ofRisk().linear(V.values())),
        new False(
            with(risk("c", RISK_OF_V), 0, right.of(List.of(RowName.of(U)))),
            "takes apart what is not of one row of v: [RowName[vertex=u"),
        new False(
            with(risk("d", RISK_OF_V), 0, right.of(List.of())),
            "takes apart what is not of one row of v: []"),
        new False(
            with(risk("e", RISK_OF_V), 0, withoutRemainder(right)),
            "takes a score of one vertex apart, and names no remainder"));
  }

  @Test
  void falsePartsOfAJumpAreNamed() {
    LinearPart right = apart(ofJump(), V2, V2, V);
    assertFaults(
        "apart-jump",
        new False(
            with(jump("a", JUMP), 0, right.ofScore(4)),
            "apart with the remainder, the row gives 5.0"),
        new False(
            with(jump("b", JUMP), 0, moved(right, JUMP)),
            "apart, the row gives " + ofJump().linear(V2.values())),
        new False(
            with(jump("c", JUMP), 0, right.of(List.of(RowName.of(V2), RowName.of(V2)))),
            "takes apart what is not a move from the row before"),
        new False(
            with(jump("d", JUMP), 0, right.of(List.of(RowName.of(V), RowName.of(V)))),
            "takes a move apart, and there is none between the two rows"),
        new False(with(ring("e", EGO), 0, right), "takes apart what is not linear in a row"));
  }

  private static Slope ofRisk() {
    return Slope.ofRisk(new RiskGradient(RISK), V.values());
  }

  /** From 3, -1 to 0, 3: the way is (-3, 4) / 5, of which 0, 3 has 2.4. */
  private static Slope ofJump() {
    return Slope.ofJump(V.values(), V2.values()).orElseThrow();
  }

  /** As if all came from the vertex itself. */
  private static LinearPart apart(Slope slope, Embedding at, Embedding... rows) {
    Fraction total = Fraction.of((float) slope.linear(at.values()));
    return new LinearPart("v", total, total, Fraction.ZERO, List.of(), Fraction.ZERO)
        .ofScore(slope.score())
        .of(Stream.of(rows).map(RowName::of).toList());
  }

  /** A linear part that is one too much, of the same score. */
  private static LinearPart moved(LinearPart part, float score) {
    Fraction total = part.total().plus(Fraction.parse("1/1"));
    return new LinearPart("v", total, total, Fraction.ZERO, List.of(), Fraction.ZERO)
        .ofScore(score)
        .of(part.rows());
  }

  private static LinearPart withoutRemainder(LinearPart part) {
    return new LinearPart("v", part.total(), part.total(), Fraction.ZERO, List.of(), Fraction.ZERO)
        .of(part.rows());
  }

  @Test
  void anEgoGraphWithMoreEdgesThanTheTopicHasIsNamed() {
    assertFault(
        "ego",
        ring("a", new Ego(8, EGO.vertices(), EGO.hops(), EGO.pairs())), // one of the two is older
        "2 edges u -> v from 8 on, the edge topic has 1");
  }

  /** Of rules as they are configured; by themselves these are no faults. */
  @Test
  void scoresWithoutAnAlertAreCounted() {
    Pipeline pipeline = open("unanswered", EXACTLY_ONCE);
    risk(pipeline, RISK_OF_V);
    AlertReport none = new AlertVerifier(pipeline.config).verify();
    assertEquals(1, none.unanswered().count(), none::toString);
    write(pipeline, alert("risky/-60000/v", Metric.RISK, "v", RISK_OF_V, List.of(RowName.of(V))));
    AlertReport early = new AlertVerifier(pipeline.config).verify();
    assertEquals(1, early.unanswered().count(), "of an earlier window");
    write(pipeline, alert("risky/0/v", Metric.RISK, "v", RISK_OF_V, List.of(RowName.of(V))));
    AlertReport there = new AlertVerifier(pipeline.config).verify();
    assertEquals(0, there.unanswered().count(), there::toString);
    assertEquals(1, there.unanswered().looked(), there::toString);
  }

  @Test
  void whatIsOfAnotherModelIsCountedApart() {
    Pipeline pipeline = open("other", EXACTLY_ONCE);
    Alert ours = risk("a", RISK_OF_V);
    write(
        pipeline,
        new Alert(
            ours.key(),
            ours.rule(),
            ours.metric(),
            ours.subject(),
            0.75f,
            0,
            1,
            3,
            ours.rows(),
            List.of(),
            List.of("scored by risk version 2"),
            null,
            null));
    AlertReport report = new AlertVerifier(pipeline.config).verify();
    assertTrue(report.isExact(), report::toString);
    assertEquals(1, report.unknown());
  }

  // -- topics

  private static Pipeline open(String name, String delivery) {
    Pipeline pipeline =
        pipeline(
            "alerts-" + name,
            MODEL,
            delivery,
            "link.enabled=true",
            "alerts.risk-model=" + riskArtifact,
            "alerts.ring-model=" + ringArtifact,
            "alerts.rules[0].name=risky",
            "alerts.rules[0].metric=risk",
            "alerts.rules[0].threshold=0",
            "alerts.rules[0].window=60s");
    for (Embedding row : List.of(U, V, V2, NEXT)) {
      byte[] value = pipeline.config.embeddings().format().newCodec().encode(row);
      write(pipeline, pipeline.config.topics().embeddings(), row.vertex(), value);
    }
    pipeline.send(List.of(EdgeEvent.add("u", "v", 7), EdgeEvent.add("u", "v", 9)));
    return pipeline;
  }

  private static void write(Pipeline pipeline, Alert... alerts) {
    for (Alert alert : alerts) {
      write(
          pipeline, pipeline.config.topics().alerts(), alert.key(), new AlertCodec().encode(alert));
    }
  }

  private static void risk(Pipeline pipeline, float score) {
    RiskScore risk = new RiskScore("v", score, 1, RowName.of(V), RISK.name(), RISK.version());
    write(pipeline, pipeline.config.topics().riskScores(), "v", new RiskScoreCodec().encode(risk));
  }

  private static void write(Pipeline pipeline, String topic, String key, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }
  }

  /** A false alert, and what is found wrong with it. */
  private record False(Alert alert, String fault) {}

  private static void assertFault(String name, Alert alert, String fault) {
    assertFaults(name, new False(alert, fault));
  }

  /** Beside right ones; each false one has its one fault. */
  private static void assertFaults(String name, False... all) {
    Pipeline pipeline = open(name, EXACTLY_ONCE);
    write(pipeline, surprise("r", SURPRISE), risk("s", RISK_OF_V), jump("t", JUMP));
    for (False one : all) {
      write(pipeline, one.alert());
    }
    AlertReport report = new AlertVerifier(pipeline.config).verify();
    assertFalse(report.isExact(), report::toString);
    assertEquals(all.length, report.faults().size(), report::toString);
    for (False one : all) {
      assertEquals(
          1,
          report.faults().stream().filter(fault -> fault.contains(one.fault())).count(),
          () -> one.fault() + " in " + report);
    }
  }

  private static void assertOneFault(AlertReport report, String fault) {
    assertFalse(report.isExact(), report::toString);
    assertEquals(1, report.faults().size(), report::toString);
    assertTrue(report.faults().get(0).contains(fault), report::toString);
  }

  // -- alerts

  private static Alert surprise(String key, float score) {
    return alert(
        "odd/0/" + key, Metric.SURPRISE, "v", score, List.of(RowName.of(U), RowName.of(V)));
  }

  private static Alert risk(String key, float score) {
    return alert("other/0/" + key, Metric.RISK, "v", score, List.of(RowName.of(V)));
  }

  private static Alert jump(String key, float score) {
    return alert(
        "far/0/" + key, Metric.EMBEDDING_JUMP, "v", score, List.of(RowName.of(V2), RowName.of(V)));
  }

  private static Alert ring(String key, Ego ego) {
    return new Alert(
        "ring/0/" + key,
        "ring",
        Metric.RING,
        "v",
        ring,
        0,
        1,
        -1,
        List.of(),
        List.of(),
        List.of("3 edges, scored by rings version 1"),
        null,
        ego);
  }

  private static Alert alert(
      String key, Metric metric, String subject, float score, List<RowName> rows) {
    return new Alert(
        key,
        key.substring(0, key.indexOf('/')),
        metric,
        subject,
        score,
        0,
        1,
        rows.stream().mapToInt(RowName::modelVersion).findFirst().orElse(-1),
        rows,
        metric.isOfEdges() ? List.of(new EdgeRef("u", "v", "p", 1)) : List.of(),
        metric == Metric.RISK ? List.of("scored by risk version 1") : List.of(),
        null,
        null);
  }

  private static Alert with(Alert alert, float threshold, LinearPart linear) {
    return new Alert(
        alert.key(),
        alert.rule(),
        alert.metric(),
        alert.subject(),
        alert.score(),
        threshold,
        alert.eventTime(),
        alert.modelVersion(),
        alert.rows(),
        alert.events(),
        alert.reasons(),
        linear,
        alert.ego());
  }
}
