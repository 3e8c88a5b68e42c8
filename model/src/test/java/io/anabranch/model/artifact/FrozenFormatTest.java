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

  private static Path frozen(int format) throws Exception {
    String name = "/artifacts/format-" + format + "/tiny/1";
    return Path.of(FrozenFormatTest.class.getResource(name).toURI());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readsWhatWasWrittenOnce(int format) throws Exception {
    SageModel model = ModelArtifacts.read(frozen(format));
    assertEquals(AggregatorType.MEAN, model.aggregator());
    assertEquals(format == 1 ? Sampling.ALL : SAMPLED, model.sampling());
    assertEquals(Artifacts.tiny().card(), model.card());
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    float[] z = new BatchEmbedder(model, 1).embed(graph, new float[] {1, -0.5f, 0.25f, 2}).values();
    // Worked from the file in double precision, outside Java.
    assertArrayEquals(new float[] {1.110266f, -1.595483f, 1.53374f, 0.2940508f}, z, 1e-6f);
  }

  @Test
  void writesFormat2StillTheSame() throws Exception {
    ArtifactBytes bytes = ModelArtifacts.toBytes(Artifacts.sampled());
    assertArrayEquals(Files.readAllBytes(frozen(2).resolve("card.json")), bytes.card());
    assertArrayEquals(
        Files.readAllBytes(frozen(2).resolve("model.safetensors")), bytes.safetensors());
  }
}
