// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkArtifactsTest {

  private static final Weights TWO_HEADS = new Weights(name -> 2);

  @TempDir Path root;

  @Test
  void usageExample() throws IOException {
    List<Parameter> parameters = parameters(1, 2, 3, 4, 5, 6);
    Path dir = NetworkArtifacts.write(network(TWO_HEADS.of(parameters)), root);
    assertEquals(root.resolve("mine/3"), dir);
    NetworkArtifact read = NetworkArtifacts.read(dir);
    assertEquals("vgae", read.architecture());
    assertEquals(Map.of("hidden", "2"), read.card().settings());
    assertEquals(Map.of("test_accuracy", 0.5), read.card().metrics());

    List<Parameter> others = parameters(0, 0, 0, 0, 0, 0);
    TWO_HEADS.load(read.tensors(), others);
    for (int i = 0; i < others.size(); i++) {
      assertArrayEquals(parameters.get(i).value().values(), others.get(i).value().values());
    }
  }

  @Test
  void shapesArePyTorchGeometrics() {
    List<Tensor> tensors = TWO_HEADS.of(parameters(1, 2, 3, 4, 5, 6));
    assertEquals(List.of(2, 3), tensors.get(0).shape()); // out x in
    assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, tensors.get(0).values());
    assertEquals(List.of(1, 2, 1), tensors.get(1).shape());
    assertEquals(List.of(2), tensors.get(2).shape());
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    List<Tensor> tensors = TWO_HEADS.of(parameters(1, 2, 3, 4, 5, 6));
    List<Parameter> wider = List.of(new Parameter("convs.0.lin.weight", Matrix.zeros(4, 2)));
    refuses(tensors, wider, "expected a tensor convs.0.lin.weight of shape [2, 4]; got [2, 3]");
    refuses(
        tensors,
        parameters(1, 2, 3, 4, 5, 6).subList(0, 1),
        "expected no other tensors; got [convs.0.att_src, convs.0.bias]");
    refuses(
        tensors.subList(0, 2),
        parameters(1, 2, 3, 4, 5, 6),
        "expected a tensor convs.0.bias of shape [2]; got none");
  }

  @Test
  void aDamagedOneIsRefused() throws IOException {
    Path dir = NetworkArtifacts.write(network(TWO_HEADS.of(parameters(1, 2, 3, 4, 5, 6))), root);
    Path file = dir.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Exception e = assertThrows(ArtifactException.class, () -> NetworkArtifacts.read(dir));
    assertTrue(e.getMessage().contains("model.safetensors: expected SHA-256"), e::getMessage);
  }

  @Test
  void whatIsNotFiniteIsRefused() throws IOException {
    float nan = Float.NaN;
    Path dir = NetworkArtifacts.write(network(TWO_HEADS.of(parameters(1, nan, 3, 4, 5, 6))), root);
    Exception e = assertThrows(ArtifactException.class, () -> NetworkArtifacts.read(dir));
    assertTrue(e.getMessage().contains("expected finite weights; element 3 is NaN"), e::getMessage);
  }

  @Test
  void theLiveJobRefusesIt() throws IOException {
    Path dir = NetworkArtifacts.write(network(TWO_HEADS.of(parameters(1, 2, 3, 4, 5, 6))), root);
    Exception e = assertThrows(ArtifactException.class, () -> ModelArtifacts.read(dir));
    assertTrue(e.getMessage().contains("architecture"), e::getMessage);
  }

  private static void refuses(List<Tensor> tensors, List<Parameter> parameters, String message) {
    Exception e = assertThrows(ArtifactException.class, () -> TWO_HEADS.load(tensors, parameters));
    assertEquals("model.safetensors: " + message, e.getMessage());
  }

  private static List<Parameter> parameters(float... weight) {
    return List.of(
        new Parameter("convs.0.lin.weight", Matrix.of(3, 2, weight.clone())),
        new Parameter("convs.0.att_src", Matrix.of(1, 2, 7, 8)),
        new Parameter("convs.0.bias", Matrix.of(1, 2, 9, 10)));
  }

  private static NetworkArtifact network(List<Tensor> tensors) {
    ModelCard card =
        new ModelCard(
            1,
            "test",
            null,
            null,
            new TreeMap<>(Map.of("hidden", "2")),
            new TreeMap<>(Map.of("test_accuracy", 0.5)));
    return new NetworkArtifact("mine", 3, "vgae", card, tensors);
  }
}
