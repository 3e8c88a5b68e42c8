// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static io.anabranch.model.artifact.Artifacts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArtifactsTest {

  @TempDir Path root;

  @Test
  void usageExample() throws IOException {
    SageModel model = Artifacts.tiny();
    Path dir = ModelArtifacts.write(model, root);
    assertEquals(root.resolve("tiny").resolve("1"), dir);
    assertSame(model, ModelArtifacts.read(dir));
  }

  @Test
  void travelsAsBytes() throws IOException {
    for (AggregatorType aggregator : AggregatorType.values()) {
      for (boolean normalise : new boolean[] {false, true}) {
        SageModel model =
            SageModel.random("m", 0, aggregator, new int[] {7, 1, 5, 64}, 3, normalise);
        ArtifactBytes bytes = ModelArtifacts.toBytes(model);
        assertSame(model, ModelArtifacts.fromBytes(bytes.safetensors(), bytes.card()));
      }
    }
  }

  /** As PyTorch Geometric's SAGEConv has them with project=True and with root_weight=False. */
  @Test
  void tensorsAreNamedAsPyTorchGeometricNamesThem() {
    assertEquals(
        List.of(
            "convs.0.lin_l.weight [3, 2]",
            "convs.0.lin_l.bias [3]",
            "convs.0.lin_r.weight [3, 2]",
            "convs.0.lin.weight [2, 2]",
            "convs.0.lin.bias [2]"),
        tensors(AggregatorType.MAX_POOL));
    assertEquals(
        List.of(
            "convs.0.lin_l.weight [3, 2]",
            "convs.0.lin_l.bias [3]",
            "convs.0.lin_r.weight [3, 2]",
            "convs.0.aggr_module.lstm.weight_ih_l0 [8, 2]",
            "convs.0.aggr_module.lstm.weight_hh_l0 [8, 2]",
            "convs.0.aggr_module.lstm.bias_ih_l0 [8]",
            "convs.0.aggr_module.lstm.bias_hh_l0 [8]"),
        tensors(AggregatorType.LSTM));
    assertEquals(
        List.of(
            "convs.0.lin.weight [3, 2]",
            "convs.0.att_src [1, 1, 3]",
            "convs.0.att_dst [1, 1, 3]",
            "convs.0.bias [3]"),
        tensors(AggregatorType.ATTENTION));
    assertEquals(
        List.of("convs.0.lin.weight [3, 2]", "convs.0.bias [3]"),
        tensors(AggregatorType.NORMALISED_SUM));
    assertEquals(
        List.of("convs.0.lin_l.weight [3, 2]", "convs.0.lin_l.bias [3]"),
        tensors(AggregatorType.GCN));
  }

  private static List<String> tensors(AggregatorType aggregator) {
    SageModel model = SageModel.random("m", 0, aggregator, new int[] {2, 3}, 3, false);
    return StateDict.of(model).stream().map(t -> t.name() + " " + t.shape()).toList();
  }

  @Test
  void sameModelSameBytes() {
    ArtifactBytes one = ModelArtifacts.toBytes(Artifacts.tiny());
    ArtifactBytes other = ModelArtifacts.toBytes(Artifacts.tiny());
    assertArrayEquals(one.safetensors(), other.safetensors());
    assertArrayEquals(one.card(), other.card());
  }

  @Test
  void neverOverwritesAndLeavesNothingBehind() throws IOException {
    SageModel model = Artifacts.tiny();
    ModelArtifacts.write(model, root);
    assertRefused("this version is there already", () -> ModelArtifacts.write(model, root));
    try (Stream<Path> entries = Files.list(root.resolve("tiny"))) {
      assertEquals(List.of(root.resolve("tiny").resolve("1")), entries.toList());
    }
    assertSame(model, ModelArtifacts.read(root.resolve("tiny").resolve("1")));
  }

  @Test
  void refusesMissingFiles() throws IOException {
    assertRefused("card.json: expected a file", () -> ModelArtifacts.read(root.resolve("none")));
    Path dir = ModelArtifacts.write(Artifacts.tiny(), root);
    Files.delete(dir.resolve("model.safetensors"));
    assertRefused("model.safetensors: expected a file", () -> ModelArtifacts.read(dir));
    Files.createDirectory(dir.resolve("model.safetensors"));
    assertRefused("model.safetensors: expected a file", () -> ModelArtifacts.read(dir));
  }

  @Test
  void refusesAnArtifactInTheWrongPlace() throws IOException {
    Path dir = ModelArtifacts.write(Artifacts.tiny(), root);
    Path moved = Files.move(dir, dir.resolveSibling("2"));
    assertRefused("expected a directory that ends in", () -> ModelArtifacts.read(moved));
  }

  @Test
  void refusesACardThatIsTooLarge() throws IOException {
    Path dir = ModelArtifacts.write(Artifacts.tiny(), root);
    Files.write(dir.resolve("card.json"), new byte[(1 << 20) + 1]);
    assertRefused("card.json: expected at most 1048576 bytes", () -> ModelArtifacts.read(dir));
  }

  @Test
  void refusesTensorsThatAreNotTheModels() {
    SageModel model = Artifacts.tiny();
    List<Tensor> tensors = StateDict.of(model);
    assertRefused(
        "expected a tensor convs.1.lin_r.weight of shape [2, 3]; there is none",
        () -> Artifacts.withTensors(model, tensors.subList(0, 5)));
    List<Tensor> more = new ArrayList<>(tensors);
    more.add(new Tensor("convs.2.lin_l.bias", List.of(1), new float[1]));
    assertRefused(
        "expected tensors of 2 layers; also got [convs.2.lin_l.bias]",
        () -> Artifacts.withTensors(model, more));
    List<Tensor> wrong = new ArrayList<>(tensors);
    wrong.set(0, new Tensor("convs.0.lin_l.weight", List.of(2, 3), new float[6]));
    assertRefused(
        "convs.0.lin_l.weight: expected shape [3, 2]; got [2, 3]",
        () -> Artifacts.withTensors(model, wrong));
  }

  /** As PyTorch Geometric named it before version 2.5. */
  @Test
  void takesTheOlderNameOfTheTransform() throws IOException {
    SageModel model = Artifacts.attentive();
    List<Tensor> older =
        StateDict.of(model).stream()
            .map(t -> new Tensor(t.name().replace("lin.", "lin_src."), t.shape(), t.values()))
            .toList();
    assertSame(model, Artifacts.withTensors(model, older));
  }

  @Test
  void tensorsMayComeInAnyOrder() throws IOException {
    SageModel model = Artifacts.tiny();
    List<Tensor> tensors = new ArrayList<>(StateDict.of(model));
    Collections.reverse(tensors);
    assertSame(model, Artifacts.withTensors(model, tensors));
  }

  @Test
  void refusesWeightsThatAreNotFinite() {
    SageModel model = Artifacts.tiny();
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      List<Tensor> tensors = StateDict.of(model);
      tensors.get(1).values()[2] = value;
      assertRefused(
          "convs.0.lin_l.bias: expected finite weights; element 2 is " + value,
          () -> Artifacts.withTensors(model, tensors));
    }
  }

  @Test
  void refusesAModelThatIsNotFiniteOnTheProbeGraph() {
    float[] huge = new float[4];
    Arrays.fill(huge, Float.MAX_VALUE);
    SageWeights weights = new SageWeights(4, 1, huge, new float[1], huge);
    SageLayer layer = new SageLayer(weights, false, Activation.NONE, false);
    SageModel model = new SageModel("m", 1, List.of(layer), Artifacts.tiny().card());
    ArtifactBytes bytes = ModelArtifacts.toBytes(model);
    assertRefused(
        "expected finite embeddings of the probe graph; layer 0 gave",
        () -> ModelArtifacts.fromBytes(bytes.safetensors(), bytes.card()));
  }

  private static void assertSame(SageModel expected, SageModel actual) {
    ArtifactBytes one = ModelArtifacts.toBytes(expected);
    ArtifactBytes other = ModelArtifacts.toBytes(actual);
    assertArrayEquals(one.safetensors(), other.safetensors());
    assertArrayEquals(one.card(), other.card());
    assertEquals(expected.card(), actual.card());
    for (int l = 0; l < expected.depth(); l++) {
      assertEquals(expected.layer(l).transformFirst(), actual.layer(l).transformFirst());
    }
  }
}
