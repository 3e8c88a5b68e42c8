// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.BrokerProcess;
import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.codec.JsonEventCodec;
import io.anabranch.connectors.codec.Reason;
import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.kafka.BrokerUnreachableException;
import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.DeadLetterSchema;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ProbeSender;
import io.anabranch.connectors.kafka.TopicEnds;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.connectors.replay.BadRecords;
import io.anabranch.connectors.replay.Outgoing;
import io.anabranch.connectors.replay.ReplayCounts;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything of this module that talks to Kafka, against a real broker. */
class BrokerIntegrationTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final JsonEventCodec CODEC = new JsonEventCodec(EventLimits.ofDimension(4));

  @TempDir private static Path directory;
  private static LocalBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(directory.resolve("shared"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** Topics of their own for each test. */
  private static TopicNames createTopics(String prefix, int partitions) {
    TopicNames names = TopicNames.withPrefix(prefix);
    try (Topics topics = Topics.connect(broker.bootstrapServers(), TIMEOUT)) {
      topics.create(names, partitions, (short) -1);
    }
    return names;
  }

  private static TopicReader reader(String servers) {
    return new TopicReader(servers, Isolation.READ_COMMITTED, TIMEOUT);
  }

  private static List<ConsumerRecord<byte[], byte[]>> readAll(String servers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    assertEquals(reader(servers).read(topic, records::add), reader(servers).read(topic, r -> {}));
    return records;
  }

  private static void replay(String servers, TopicNames names, int edges) {
    List<GraphEvent> events =
        LongStream.range(0, edges)
            .mapToObj(i -> (GraphEvent) EdgeEvent.add("a" + i, "b", i))
            .toList();
    new Replayer(servers, names, CODEC)
        .replay(events.iterator(), ReplayOptions.FLAT_OUT, sent -> {});
  }

  @Test
  void topicsAreCreatedOnceAndDescribed() {
    TopicNames names = TopicNames.withPrefix("created.");
    try (Topics topics = Topics.connect(broker.bootstrapServers(), TIMEOUT)) {
      assertEquals(new TreeSet<>(names.all()), topics.create(names, 3, (short) 1));
      assertEquals(Set.of(), topics.create(names, 5, (short) 1));
      assertTrue(topics.list().containsAll(names.all()));
      var infos = topics.describe(names.all());
      assertEquals(new TreeSet<>(names.all()), infos.keySet());
      assertEquals(3, infos.get(names.edges()).partitions());
      assertEquals(1, infos.get(names.deadLetters()).partitions());
      assertEquals(1, infos.get(names.questions()).partitions());
      assertEquals(0, infos.get(names.edges()).size());
      assertThrows(UnknownTopicOrPartitionException.class, () -> topics.describe("no-such"));
    }
  }

  @Test
  void questionsAreKeptForAnHour() throws Exception {
    TopicNames names = createTopics("asked.", 2);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, names.questions());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      assertEquals("3600000", config.get(TopicConfig.RETENTION_MS_CONFIG).value());
      assertEquals("delete", config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
    }
  }

  @Test
  void endsAreToldWithoutWaiting() {
    TopicNames names = createTopics("ends.", 2);
    try (TopicEnds ends = TopicEnds.watch(broker.bootstrapServers(), names.edges(), TIMEOUT)) {
      assertArrayEquals(new long[] {0, 0}, ends.recent());
      replay(broker.bootstrapServers(), names, 10);
      await().atMost(TIMEOUT).until(() -> Arrays.stream(ends.recent()).sum() == 10);
      assertArrayEquals(reader(broker.bootstrapServers()).ends(names.edges()), ends.recent());
    }
  }

  @Test
  void whatIsReplayedIsReadBack() {
    TopicNames names = createTopics("replayed.", 4);
    PaymentGenerator generator = new PaymentGenerator(GeneratorOptions.real(1, 100, 3_000, 4));
    AtomicLong progress = new AtomicLong();

    ReplayCounts counts =
        new Replayer(broker.bootstrapServers(), names, CODEC)
            .send(
                BadRecords.mixedInto(
                    Outgoing.all(CODEC, generator.events()), 0.01, EventFormat.JSON),
                ReplayOptions.FLAT_OUT.withHeartbeat(Long.MAX_VALUE),
                progress::set);

    assertEquals(generator.totalEvents(), counts.edges() + counts.features());
    assertEquals(BadRecords.count(generator.totalEvents(), 0.01), counts.bad());
    assertEquals(8, counts.heartbeats());
    assertEquals(counts.records(), progress.get());

    Map<GraphEvent, Integer> expected = new HashMap<>();
    generator.events().forEachRemaining(event -> expected.merge(event, 1, Integer::sum));
    Map<GraphEvent, Integer> came = new HashMap<>();
    int bad = decodeAll(InputTopic.EDGES, names.edges(), came);
    bad += decodeAll(InputTopic.FEATURES, names.features(), came);
    assertEquals(8, came.remove(new ControlEvent.Heartbeat(Long.MAX_VALUE)));
    assertEquals(expected, came);
    assertEquals(counts.bad(), bad);
  }

  private static int decodeAll(InputTopic topic, String name, Map<GraphEvent, Integer> into) {
    int bad = 0;
    for (ConsumerRecord<byte[], byte[]> record : readAll(broker.bootstrapServers(), name)) {
      try {
        for (GraphEvent event : CODEC.decode(topic, record.key(), record.value()).events()) {
          assertArrayEquals(CODEC.key(event), record.key());
          into.merge(event, 1, Integer::sum);
        }
      } catch (BadRecordException e) {
        bad++;
      }
    }
    return bad;
  }

  @Test
  void aPacedReplayTakesItsTime() {
    TopicNames names = createTopics("paced.", 1);
    PaymentGenerator generator = new PaymentGenerator(GeneratorOptions.tidy(1, 100, 400, 0));
    ReplayCounts counts =
        new Replayer(broker.bootstrapServers(), names, CODEC)
            .replay(generator.events(), ReplayOptions.atRate(500), sent -> {});
    assertTrue(counts.recordsPerSecond() < 510, counts + "");
  }

  @Test
  void partitionsAreReadOneByOneInOrderAndUpToGivenOffsets() {
    TopicNames names = createTopics("ordered.", 3);
    replay(broker.bootstrapServers(), names, 500);
    List<ConsumerRecord<byte[], byte[]>> all = readAll(broker.bootstrapServers(), names.edges());
    assertEquals(500, all.size());
    for (int i = 1; i < all.size(); i++) {
      int step = all.get(i).partition() - all.get(i - 1).partition();
      assertTrue(step > 0 || (step == 0 && all.get(i).offset() == all.get(i - 1).offset() + 1));
    }

    TopicReader reader = reader(broker.bootstrapServers());
    assertEquals(500, LongStream.of(reader.ends(names.edges())).sum());
    List<Long> some = new ArrayList<>();
    reader.read(
        names.edges(), new long[] {2, 0, 0}, new long[] {5, 0, 1}, r -> some.add(r.offset()));
    assertEquals(List.of(2L, 3L, 4L, 0L), some);

    Set<String> followed = new HashSet<>();
    reader.follow(
        names.edges(),
        new long[3],
        () -> followed.size() < 500,
        record -> followed.add(new String(record.key(), UTF_8)));
    assertEquals(500, followed.size());

    assertThrows(UnknownTopicOrPartitionException.class, () -> reader.ends("no-such-topic"));
    assertThrows(
        IllegalArgumentException.class,
        () -> reader.read(names.edges(), null, new long[1], record -> {}));
  }

  @Test
  void aProbeReachesEveryPartition() throws BadRecordException {
    TopicNames names = createTopics("probed.", 3);
    String probe = new ProbeSender(broker.bootstrapServers(), names, CODEC, TIMEOUT).send(1_234L);
    Set<Object> came = new HashSet<>();
    Set<Object> expected = new HashSet<>();
    for (InputTopic topic : InputTopic.values()) {
      for (var record : readAll(broker.bootstrapServers(), names.input(topic))) {
        came.addAll(CODEC.decode(topic, record.key(), record.value()).events());
        expected.add(topic + "-" + record.partition());
      }
    }
    assertEquals(6, expected.size());
    for (int i = 0; i < 6; i++) {
      assertTrue(came.contains(new ControlEvent.Probe(probe, i, 6, 1_234L)), came + "");
    }
  }

  @Test
  void aDeadLetterOfAnyLengthGoesThroughAProducerWithDefaults() {
    TopicNames names = createTopics("dead.", 1);
    DeadLetterSchema schema = new DeadLetterSchema(names.deadLetters());
    byte[] value = new byte[3 << 20];
    value[0] = 7;
    DeadLetter letter =
        new DeadLetter(new byte[1 << 20], value, "t", 0, 5, Reason.TOO_LARGE, "too large");
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var answer = producer.send(schema.serialize(letter, null, null));
      await().atMost(TIMEOUT).until(answer::isDone);
    }
    var records = readAll(broker.bootstrapServers(), names.deadLetters());
    assertEquals(1, records.size());
    assertEquals(7, records.get(0).value()[0]);
    assertEquals(
        Integer.toString(value.length),
        new String(records.get(0).headers().lastHeader("truncated-from").value(), UTF_8));
  }

  @Test
  void anUnreachableBrokerIsOneClearMessage() {
    BrokerUnreachableException nobody =
        assertThrows(
            BrokerUnreachableException.class,
            () -> Topics.connect("127.0.0.1:1", Duration.ofMillis(500)));
    assertEquals("no Kafka broker answered at 127.0.0.1:1 within 0.5 s", nobody.getMessage());
    assertEquals(0, nobody.getStackTrace().length);
    BrokerUnreachableException nowhere =
        assertThrows(
            BrokerUnreachableException.class,
            () -> Topics.connect("no.such.host.invalid:9092", Duration.ofMillis(500)));
    assertTrue(nowhere.getMessage().contains("no.such.host.invalid:9092"), nowhere.getMessage());
    TopicReader reader =
        new TopicReader("127.0.0.1:1", Isolation.READ_COMMITTED, Duration.ofMillis(500));
    assertThrows(BrokerUnreachableException.class, () -> reader.ends("any"));
    TopicReader lost =
        new TopicReader("no.such.host.invalid:9092", Isolation.READ_COMMITTED, TIMEOUT);
    assertThrows(BrokerUnreachableException.class, () -> lost.ends("any"));
  }

  @Test
  void aTakenPortIsPassedOverAndDataSurviveARestart() {
    TopicNames names = TopicNames.withPrefix("kept.");
    Path own = directory.resolve("own");
    try (LocalBroker first = LocalBroker.start(own, broker.port())) {
      assertNotEquals(broker.port(), first.port());
      try (Topics topics = Topics.connect(first.bootstrapServers(), TIMEOUT)) {
        topics.create(names, 2, (short) -1);
      }
      replay(first.bootstrapServers(), names, 100);
    }
    try (LocalBroker second = LocalBroker.start(own, 0)) {
      assertEquals(100, readAll(second.bootstrapServers(), names.edges()).size());
    }
  }

  @Test
  void aDirectoryBelongsToOneBroker() {
    Path shared = directory.resolve("shared");
    IllegalStateException here =
        assertThrows(IllegalStateException.class, () -> LocalBroker.start(shared, 0));
    assertTrue(here.getMessage().contains("another broker uses the directory"), here + "");
    IllegalStateException child =
        assertThrows(IllegalStateException.class, () -> BrokerProcess.start(shared, 0));
    assertTrue(child.getMessage().contains("has ended, see"), child + "");
    createTopics("unharmed.", 1);
  }

  @Test
  void aKilledChildComesBackWithItsData() {
    TopicNames names = TopicNames.withPrefix("killed.");
    BrokerProcess child = BrokerProcess.start(directory.resolve("child"), 0);
    try (Topics topics = Topics.connect(child.bootstrapServers(), TIMEOUT)) {
      topics.create(names, 2, (short) -1);
    }
    replay(child.bootstrapServers(), names, 100);
    child.kill();
    assertFalse(child.isAlive());
    try (BrokerProcess again = BrokerProcess.start(directory.resolve("child"), child.port())) {
      assertEquals(child.port(), again.port());
      assertEquals(100, readAll(again.bootstrapServers(), names.edges()).size());
    }
  }
}
