// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static io.anabranch.model.artifact.Artifacts.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskArtifactsTest {

  private static final Matrix EMBEDDINGS = Matrix.of(2, 2, 1, -0.5f, 0.25f, 2);

  /** 2 to 3 to 1, with every field of the card filled in. */
  static RiskModel tiny() {
    RiskLayer hidden =
        new RiskLayer(2, new float[] {1, 2, -1, 0.5f, 0.25f, -2}, new float[] {0.5f, 1, -0.125f});
    RiskLayer last = new RiskLayer(3, new float[] {0.5f, -1, 2}, new float[] {-0.25f});
    return new RiskModel(
        "tiny-risk",
        1,
        new RiskModel.Source("tiny", 7),
        List.of(hidden, last),
        Artifacts.tiny().card());
  }

  private static Path frozen() throws Exception {
    return Path.of(
        RiskArtifactsTest.class.getResource("/artifacts/risk-format-1/tiny-risk/1").toURI());
  }

  @Test
  void comesBackAsItWas(@TempDir Path root) throws Exception {
    Path dir = RiskArtifacts.write(tiny(), root);
    assertEquals(root.resolve("tiny-risk").resolve("1"), dir);
    RiskModel back = RiskArtifacts.read(dir);
    assertEquals(tiny().source(), back.source());
    assertEquals(tiny().card(), back.card());
    assertArrayEquals(
        new RiskScorer(tiny()).score(EMBEDDINGS), new RiskScorer(back).score(EMBEDDINGS));
    assertRefused("this version is there already", () -> RiskArtifacts.write(tiny(), root));
  }

  @Test
  void readsWhatWasWrittenOnce() throws Exception {
    float[] scores = new RiskScorer(RiskArtifacts.read(frozen())).score(EMBEDDINGS);
    // Worked from the file in double precision, outside Java.
    assertArrayEquals(new float[] {0.90465054f, 0.5926666f}, scores, 1e-6f);
  }

  @Test
  void writesFormat1StillTheSame() throws Exception {
    ArtifactBytes bytes = RiskArtifacts.toBytes(tiny());
    assertArrayEquals(Files.readAllBytes(frozen().resolve("card.json")), bytes.card());
    assertArrayEquals(
        Files.readAllBytes(frozen().resolve("model.safetensors")), bytes.safetensors());
  }

  @Test
  void whatIsNotARiskModelIsRefused() {
    assertRefused(
        "expected architecture risk-head; got graphsage",
        () -> RiskArtifacts.fromBytes(ModelArtifacts.toBytes(Artifacts.tiny())));
    assertRefused(
        "; got risk-head",
        () -> {
          ArtifactBytes risk = RiskArtifacts.toBytes(tiny());
          ModelArtifacts.fromBytes(risk.safetensors(), risk.card());
        });
  }

  @Test
  void aCardThatDoesNotFitIsRefused() {
    refusedWith("\"format_version\" : 1", "\"format_version\" : 2", "written by format 2");
    refusedWith("\"dims\" : [ 2, 3, 1 ]", "\"dims\" : [ 2, 3 ]", "dims that end in 1");
    refusedWith("\"dims\" : [ 2, 3, 1 ]", "\"dims\" : [ 2, 4, 1 ]", "expected shape [4, 2]");
    refusedWith("\"dims\" : [ 2, 3, 1 ]", "\"dims\" : [ 2, 3, 1, 1 ]", "a tensor risk.2.weight");
    refusedWith("\"model\" : \"tiny\"", "\"model\" : \"../x\"", "card.json embeddings: expected a");
    refusedWith("\"embeddings\"", "\"embedding\"", "field embeddings is missing");
    refusedWith("\"sha256\" : \"", "\"sha256\" : \"0", "expected SHA-256 0");
  }

  @Test
  void aTensorTooManyIsRefused() {
    ArtifactBytes bytes = RiskArtifacts.toBytes(tiny());
    byte[] more =
        Safetensors.write(
            List.of(
                new Tensor("risk.0.weight", List.of(1, 2), new float[2]),
                new Tensor("risk.0.bias", List.of(1), new float[1]),
                new Tensor("risk.1.bias", List.of(1), new float[1])));
    String card =
        new String(bytes.card(), UTF_8)
            .replace("[ 2, 3, 1 ]", "[ 2, 1 ]")
            .replaceAll("[0-9a-f]{64}", ArtifactFiles.sha256(more));
    assertRefused(
        "expected tensors of 1 layers; also got [risk.1.bias]",
        () -> RiskArtifacts.fromBytes(new ArtifactBytes(more, card.getBytes(UTF_8))));
  }

  private static void refusedWith(String from, String to, String message) {
    ArtifactBytes bytes = RiskArtifacts.toBytes(tiny());
    String card = new String(bytes.card(), UTF_8);
    assertTrue(card.contains(from), card);
    byte[] bent = card.replace(from, to).getBytes(UTF_8);
    assertRefused(
        message, () -> RiskArtifacts.fromBytes(new ArtifactBytes(bytes.safetensors(), bent)));
  }
}
