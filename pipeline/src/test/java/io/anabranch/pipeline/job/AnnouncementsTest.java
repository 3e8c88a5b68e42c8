// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.job.Announcements.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models may follow the one that a job was started with. */
class AnnouncementsTest {

  @TempDir Path registry;

  private Announcements announcements;

  @BeforeEach
  void open() {
    announcements = new Announcements(registry.toUri(), model(1, 8, 6, 8));
  }

  private static SageModel model(int version, int... widths) {
    return SageModel.random("test", version, widths, version, true);
  }

  @Test
  void anotherVersionOfTheSameShapeIsTaken() throws IOException {
    SageModel next = model(2, 8, 7, 5);
    Verdict.Taken taken = assertInstanceOf(Verdict.Taken.class, judge(publish(next)));
    assertEquals("test", taken.model().name());
    assertEquals(2, taken.model().version());
    assertEquals(5, taken.model().bytes().read().outputWidth());
  }

  @Test
  void itMayBeGivenAsAPathAndItsHashInCapitals() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    assertInstanceOf(
        Verdict.Taken.class,
        judge(
            new ModelAnnouncement(
                "test", 2, registry.resolve("test/2").toString(), next.sha256().toUpperCase())));
  }

  @Test
  void otherNamesAndWhatIsNoAnnouncementAreIgnored() {
    assertInstanceOf(
        Verdict.Ignored.class, judge("other", new ModelAnnouncement("other", 2, "x", "y")));
    assertInstanceOf(
        Verdict.Ignored.class, announcements.judge(record("other", new byte[] {'{'}), 1));
    assertInstanceOf(Verdict.Ignored.class, announcements.judge(record(null, null), 1));
  }

  @Test
  void underOurKeyItIsRefused() {
    assertRefused("not JSON", announcements.judge(record("test", new byte[] {'{'}), 1));
    assertRefused("an announcement has a value", announcements.judge(record("test", null), 1));
    assertRefused(
        "expected a 'version' that is a whole number, came \"2\"",
        announcements.judge(record("test", "{\"version\":\"2\"}".getBytes(UTF_8)), 1));
  }

  @Test
  void theKeyIsTheName() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    assertRefused("expected a record whose key is the model's name", judge(null, next));
  }

  @Test
  void whatWasTakenLastIsNotTakenAgain() throws IOException {
    assertRefused("version 1 was taken already", judge(publish(model(1, 8, 6, 8))));
  }

  @Test
  void whatTheStagesCannotChangeStays() throws IOException {
    assertRefused("expected the same depth as the", judge(publish(model(2, 8, 6, 6, 8))));
    assertRefused("expected the same input width as the", judge(publish(model(3, 9, 6, 8))));
    assertRefused(
        "expected the same sampling as the",
        judge(
            publish(
                model(4, 8, 6, 8)
                    .withSampling(new Sampling(List.of(3, 2), Sampling.Order.HASH, 1)))));
    assertRefused(
        "expected the same aggregator as the",
        judge(
            publish(
                SageModel.random("test", 5, AggregatorType.GCN, new int[] {8, 6, 8}, 5, true))));
  }

  @Test
  void aDamagedArtifactIsRefused() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    Path weights = registry.resolve("test/2/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    assertRefused("expected SHA-256", judge(next));
  }

  /** Not damaged, but wrong: its checksums fit. */
  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    Path weights = registry.resolve("test/2/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] = 0x7f; // of the last float, little-endian
    bytes[bytes.length - 2] = (byte) 0xc0;
    Files.write(weights, bytes);
    String sha256 = ModelArtifacts.sha256(bytes);
    inCard(next.sha256(), sha256);
    assertRefused(
        "expected finite weights", judge(new ModelAnnouncement("test", 2, next.uri(), sha256)));
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    inCard("(\"format_version\"\\s*:\\s*)\\d+", "$1999");
    assertRefused("999", judge(next));
  }

  private void inCard(String regex, String by) throws IOException {
    Path card = registry.resolve("test/2/card.json");
    String before = Files.readString(card);
    String after = before.replaceAll(regex, by);
    assertNotEquals(before, after);
    Files.writeString(card, after);
  }

  @Test
  void theDirectorySaysWhatTheArtifactIs() throws IOException {
    ModelAnnouncement next = publish(model(2, 8, 7, 8));
    Files.move(registry.resolve("test/2"), registry.resolve("test/7"));
    assertRefused(
        "expected test version 7; got test version 2",
        judge(
            new ModelAnnouncement(
                "test", 7, registry.resolve("test/7").toString(), next.sha256())));
  }

  private ModelAnnouncement publish(SageModel model) throws IOException {
    Path written = ModelArtifacts.write(model, registry);
    return new ModelAnnouncement(
        model.name(), model.version(), written.toUri().toString(), ModelArtifacts.sha256(model));
  }

  private Verdict judge(ModelAnnouncement announcement) {
    return judge("test", announcement);
  }

  private Verdict judge(String key, ModelAnnouncement announcement) {
    return announcements.judge(record(key, announcement.toBytes()), 1);
  }

  private static RawRecord record(String key, byte[] value) {
    return new RawRecord("models", 0, 0, 0, key == null ? null : key.getBytes(UTF_8), value);
  }

  private static void assertRefused(String reason, Verdict verdict) {
    Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, verdict);
    assertTrue(refused.reason().contains(reason), refused::reason);
  }
}
