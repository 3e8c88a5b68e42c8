// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts of each format, as they were written once, can be read for ever. */
class FrozenFormatTest {

  private static final Sampling SAMPLED =
      new Sampling(List.of(25, 10), Sampling.Order.MOST_RECENT, 7);

  private static Path frozen(String name) throws Exception {
    String resource = "/artifacts/" + name + "/1";
    return Path.of(FrozenFormatTest.class.getResource(resource).toURI());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsWhatWasWrittenOnce(int format) throws Exception {
    SageModel model = ModelArtifacts.read(frozen("format-" + format + "/tiny"));
    assertEquals(AggregatorType.MEAN, model.aggregator());
    assertEquals(format == 1 ? Sampling.ALL : SAMPLED, model.sampling());
    assertEquals(Artifacts.tiny().card(), model.card());
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    float[] z = new BatchEmbedder(model, 1).embed(graph, new float[] {1, -0.5f, 0.25f, 2}).values();
    // Worked from the file in double precision, outside Java.
    assertArrayEquals(new float[] {1.110266f, -1.595483f, 1.53374f, 0.2940508f}, z, 1e-6f);
  }

  @Test
  void readsAttentionThatWasWrittenOnce() throws Exception {
    SageModel model = ModelArtifacts.read(frozen("format-3/gat"));
    assertEquals(AggregatorType.ATTENTION, model.aggregator());
    assertEquals(SAMPLED, model.sampling());
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    float[] z = new BatchEmbedder(model, 1).embed(graph, new float[] {1, -0.5f, 0.25f, 2}).values();
    // Worked from the file in double precision, outside Java.
    assertArrayEquals(new float[] {-0.7441884f, 1.143903f, -0.7340016f, 0.7005877f}, z, 1e-6f);
  }

  @Test
  void writesFormat3StillTheSame() throws Exception {
    assertFrozen("format-3/tiny");
    assertFrozen("format-3/gat");
  }

  private static void assertFrozen(String name) throws Exception {
    ArtifactBytes bytes = ModelArtifacts.toBytes(ModelArtifacts.read(frozen(name)));
    assertArrayEquals(Files.readAllBytes(frozen(name).resolve("card.json")), bytes.card());
    assertArrayEquals(
        Files.readAllBytes(frozen(name).resolve("model.safetensors")), bytes.safetensors());
  }
}
