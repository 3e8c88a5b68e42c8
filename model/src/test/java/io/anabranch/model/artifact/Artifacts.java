// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Architecture;
import io.anabranch.model.layer.EventTimeRange;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.function.Executable;

/** The artifacts that tests start from, and how they are bent. */
final class Artifacts {

  private Artifacts() {}

  /** Two layers, 2 to 3 to 2, with every field of the card filled in. */
  static SageModel tiny() {
    ModelCard card =
        new ModelCard(
            11,
            "anabranch 0.1.0",
            "snapshot-7",
            new EventTimeRange(1_700_000_000_000L, 1_700_003_600_000L),
            new TreeMap<>(Map.of("epochs", "5", "learning-rate", "0.01")),
            new TreeMap<>(Map.of("auc", 0.875)));
    SageModel random = SageModel.random("tiny", 1, new int[] {2, 3, 2}, 11, false);
    return new SageModel("tiny", 1, random.layers(), card);
  }

  /** The same, hearing 25 in-neighbors in the second layer and 10 in the first. */
  static SageModel sampled() {
    return tiny().withSampling(new Sampling(List.of(25, 10), Sampling.Order.MOST_RECENT, 7));
  }

  /** Two layers of attention, 2 to 4 to 2, two heads each. */
  static SageModel attentive() {
    Architecture architecture = new Architecture(AggregatorType.ATTENTION, 2);
    SageModel random = SageModel.random("gat", 1, architecture, new int[] {2, 4, 2}, 11, false);
    return new SageModel("gat", 1, random.layers(), sampled().sampling(), tiny().card());
  }

  /** Reads the tiny model's weights with a card in which {@code from} became {@code to}. */
  static SageModel withCard(String from, String to) throws ArtifactException {
    return withCard(tiny(), from, to);
  }

  /** Reads a model's weights with a card in which {@code from} became {@code to}. */
  static SageModel withCard(SageModel model, String from, String to) throws ArtifactException {
    ArtifactBytes bytes = ModelArtifacts.toBytes(model);
    String card = new String(bytes.card(), StandardCharsets.UTF_8);
    assertTrue(card.contains(from), card);
    return ModelArtifacts.fromBytes(
        bytes.safetensors(), card.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads these weights with the card of {@code model}, whose checksum is made to fit. */
  static SageModel withWeights(SageModel model, byte[] safetensors) throws ArtifactException {
    Card card = Card.of(model, ArtifactFiles.sha256(safetensors));
    return ModelArtifacts.fromBytes(safetensors, CardFormat.write(card));
  }

  static SageModel withTensors(SageModel model, List<Tensor> tensors) throws ArtifactException {
    return withWeights(model, Safetensors.write(tensors));
  }

  static void assertRefused(String message, Executable read) {
    String actual = assertThrows(ArtifactException.class, read).getMessage();
    assertTrue(actual.contains(message), actual);
  }
}
