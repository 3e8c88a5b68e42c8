// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.MessageSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent and said of models that are announced, over failures. */
class ModelOperatorTest {

  private static final OutputTag<StatusPart> STATUS = new OutputTag<>("status", StatusPart.TYPE);
  private static final long START = 1_000;

  @TempDir Path registry;

  private OneInputStreamOperatorTestHarness<RawRecord, Message> harness;
  private int heard; // messages
  private int told; // parts

  @BeforeEach
  void start() throws Exception {
    for (int version = 2; version <= 5; version++) {
      ModelArtifacts.write(model(version), registry);
    }
    open(null);
  }

  private static SageModel model(int version) {
    return SageModel.random("test", version, new int[] {3, 4, 2}, version, true);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    ModelSource source =
        new ModelSource("models", registry.toUri(), START, ModelBytes.of(model(1)));
    harness = new OneInputStreamOperatorTestHarness<>(new ModelOperator(source, STATUS));
    harness.setup(MessageSerializer.TYPE.createSerializer(null));
    heard = 0;
    told = 0;
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  @Test
  void everyGroupIsSentTheModelAndTheBeginning() throws Exception {
    announce(2);
    assertSaid("ANNOUNCED 2", "LOADING 2");
    List<Message> models = sent();
    assertEquals(KeyGroups.COUNT, models.size());
    Message.Model last = (Message.Model) models.get(KeyGroups.COUNT - 1);
    assertEquals(KeyGroups.COUNT - 1, last.group());
    assertEquals(2, new ModelBytes(last.safetensors(), last.card()).read().version());
    harness.snapshot(1, 0);
    assertEquals(List.of(), sent());
    harness.notifyOfCompletedCheckpoint(1);
    assertBegun(1);
  }

  @Test
  void oneSwapAtATimeAndTheNewestOfThoseThatWait() throws Exception {
    swapTo(2);
    announce(3);
    announce(4);
    assertSaid("ANNOUNCED 3", "ANNOUNCED 4", "REPLACED 3");
    assertEquals(List.of(), sent());
    announce(4);
    assertSaid("REFUSED 4"); // it was taken already
    serves(2);
    assertSaid("LOADING 4");
    assertEquals(2, epochs(sent()));
  }

  /** Of what a job of another start has said nothing counts, nor what is said of others. */
  @Test
  void onlyWhatThisJobSaysOfThisModelEndsASwap() throws Exception {
    swapTo(2);
    announce(3);
    assertSaid("ANNOUNCED 3");
    status(START - 1, "{\"type\":\"model\",\"state\":\"serving\",\"name\":\"test\",\"version\":2}");
    status(START, "{\"type\":\"model\",\"state\":\"loading\",\"name\":\"test\",\"version\":2}");
    status(START, "{\"type\":\"model\",\"state\":\"serving\",\"name\":\"test\",\"version\":1}");
    status(START, "{\"type\":\"model\",\"state\":\"serving\",\"name\":\"other\",\"version\":2}");
    status(START, "no JSON");
    assertSaid();
    serves(2);
    assertSaid("LOADING 3");
  }

  @Test
  void theModelThatWaitsIsKept() throws Exception {
    swapTo(2);
    announce(3);
    OperatorSubtaskState kept = harness.snapshot(9, 0);
    harness.close();
    deleteArtifact(3); // the registry is not needed any more
    open(kept);
    assertBegun(1); // once more
    serves(2);
    assertSaid("LOADING 3");
    Message.Model first = (Message.Model) sent().get(0);
    assertEquals(3, new ModelBytes(first.safetensors(), first.card()).read().version());
    announce(3);
    assertSaid("REFUSED 3");
  }

  @Test
  void whatWasAnnouncedBeforeTheStartIsPassedOver() throws Exception {
    ModelAnnouncement early = announcement(2);
    harness.processElement(record("models", START - 1, early.toBytes()), 0);
    assertSaid();
    assertEquals(List.of(), sent());
  }

  @Test
  void atTheEndNothingBegins() throws Exception {
    announce(2);
    sent();
    harness.endInput();
    harness.snapshot(1, 0);
    harness.notifyOfCompletedCheckpoint(1);
    assertEquals(List.of(), sent());
  }

  private void swapTo(int version) throws Exception {
    announce(version);
    harness.snapshot(version, 0);
    harness.notifyOfCompletedCheckpoint(version);
    sent();
    said();
  }

  private void announce(int version) throws Exception {
    harness.processElement(record("models", START, announcement(version).toBytes()), 0);
  }

  private void serves(int version) throws Exception {
    byte[] said =
        new StatusCodec()
            .encode(
                new ModelStatus(
                    ModelStatus.State.SERVING,
                    "test",
                    version,
                    "",
                    new ModelStatus.Sweep(100, 9, 9)));
    harness.processElement(record("status", START + 1, said), 0);
  }

  private void status(long timestamp, String value) throws Exception {
    harness.processElement(record("status", timestamp, value.getBytes(UTF_8)), 0);
  }

  private ModelAnnouncement announcement(int version) {
    return new ModelAnnouncement(
        "test",
        version,
        registry.resolve("test/" + version).toUri().toString(),
        ModelArtifacts.sha256(model(version)));
  }

  private void deleteArtifact(int version) throws Exception {
    Path place = registry.resolve("test/" + version);
    for (String file : List.of("model.safetensors", "card.json")) {
      Files.delete(place.resolve(file));
    }
  }

  private static RawRecord record(String topic, long timestamp, byte[] value) {
    return new RawRecord(topic, 0, 0, timestamp, "test".getBytes(UTF_8), value);
  }

  private List<Message> sent() {
    List<Message> all = harness.extractOutputValues();
    List<Message> fresh = List.copyOf(all.subList(heard, all.size()));
    heard = all.size();
    return fresh;
  }

  private void assertBegun(int epoch) {
    Set<Integer> groups = new TreeSet<>();
    for (Message message : sent()) {
      Message.Begin begin = (Message.Begin) message;
      assertEquals(epoch, begin.epoch());
      groups.add(begin.group());
    }
    assertEquals(KeyGroups.COUNT, groups.size());
  }

  private static int epochs(List<Message> models) {
    Set<Integer> epochs =
        models.stream()
            .map(message -> ((Message.Model) message).epoch())
            .collect(Collectors.toSet());
    assertTrue(epochs.size() == 1, epochs::toString);
    return epochs.iterator().next();
  }

  private List<String> said() {
    List<String> all = new ArrayList<>();
    if (harness.getSideOutput(STATUS) != null) {
      for (StreamRecord<StatusPart> part : harness.getSideOutput(STATUS)) {
        all.add(part.getValue().kind() + " " + part.getValue().value());
      }
    }
    List<String> fresh = List.copyOf(all.subList(told, all.size()));
    told = all.size();
    return fresh;
  }

  private void assertSaid(String... expected) {
    assertEquals(List.of(expected), said());
  }
}
