// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.anabranch.model.artifact.PygImport.Normalise;
import io.anabranch.model.artifact.PygImport.Options;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.embed.Embeddings;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures are those of {@code make_fixture.py} beside them, which knows PyG's formula. */
class PygImportTest {

  private static final Options RELU = new Options("convs", Activation.RELU, Normalise.NONE);
  private static final Options PLAIN = new Options("convs", Activation.NONE, Normalise.ALL);

  /** Three layers, RELU between them, with biases and roots, F32. */
  @Test
  void embedsAsPytorchGeometricDoes() throws IOException {
    SageModel model = PygImport.read(resource("relu.safetensors"), "pyg", 1, RELU);
    assertEquals(3, model.depth());
    assertSameEmbeddings("relu", model);
  }

  /** Two layers without bias and root, F16, normalised. */
  @Test
  void whatIsLeftOutIsZeros() throws IOException {
    SageModel model = PygImport.read(resource("plain.safetensors"), "pyg", 1, PLAIN);
    assertArrayEquals(new float[6], sage(model, 0).bias());
    assertArrayEquals(new float[18], sage(model, 1).self());
    assertSameEmbeddings("plain", model);
  }

  @Test
  void anImportedModelIsAnArtifactLikeAnyOther(@TempDir Path root) throws IOException {
    SageModel model = PygImport.read(resource("relu.safetensors"), "pyg", 7, RELU);
    SageModel read = ModelArtifacts.read(ModelArtifacts.write(model, root));
    assertEquals("PyTorch Geometric", read.card().createdBy());
    assertSameEmbeddings("relu", read);
  }

  @Test
  void theLastLayerAloneMayBeNormalised() throws IOException {
    Options last = new Options("convs", Activation.RELU, Normalise.LAST);
    SageModel model = PygImport.read(resource("relu.safetensors"), "pyg", 1, last);
    assertEquals(
        List.of(false, false, true), model.layers().stream().map(l -> l.normalise()).toList());
  }

  @Test
  void allFaultsAreSaidAtOnce() {
    byte[] file =
        file(
            f32("convs.0.lin_l.weight", 2, 3),
            f32("convs.0.lin_l.bias", 3),
            f32("convs.0.lin.weight", 3, 3),
            f32("convs.2.lin_l.weight", 2, 2),
            f32("convs.2.lin_r.weight", 2, 3),
            f32("norms.0.module.weight", 2),
            f32("lin.weight", 2, 2));
    ArtifactException refused =
        assertThrows(ArtifactException.class, () -> PygImport.read(file, "pyg", 1, RELU));
    assertEquals(
        """
        the state dict cannot be served: 6 faults
          convs.0.lin_l.bias: expected shape [2]; got [3]
          missing convs.1.lin_l.weight
          convs.2.lin_r.weight: expected shape [2, 2]; got [2, 3]
          unexpected convs.0.lin.weight: a projection of the neighbors (project=True) is not served
          unexpected lin.weight: jumping knowledge (jk=...) is not served
          unexpected norms.0.module.weight: normalisation between layers (norm=...) is not served\
        """,
        refused.getMessage());
  }

  @Test
  void aLayerIsAsWideAsTheOneBefore() {
    assertRefused(
        "convs.1.lin_l.weight: expected shape [4, 2], as wide as the layer before; got [4, 3]",
        file(f32("convs.0.lin_l.weight", 2, 3), f32("convs.1.lin_l.weight", 4, 3)),
        RELU);
  }

  @Test
  void anotherPrefixIsNamed() throws ArtifactException {
    byte[] file = file(f32("encoder.layers.0.lin_l.weight", 2, 3));
    assertRefused("expected convs.0.lin_l.weight; got [encoder.layers.0.lin_l.weight]", file, RELU);
    Options prefixed = new Options("encoder.layers", Activation.RELU, Normalise.NONE);
    assertEquals(3, PygImport.read(file, "pyg", 1, prefixed).inputWidth());
  }

  /** relu(x / |x|) is not relu(x) / |relu(x)|. */
  @Test
  void lengthBeforeActivationIsRefused() throws IOException {
    Options both = new Options("convs", Activation.RELU, Normalise.ALL);
    assertRefused("before the activation", resource("relu.safetensors"), both);
    PygImport.read(file(f32("convs.0.lin_l.weight", 2, 3)), "pyg", 1, both); // no activation
  }

  @Test
  void everyFloatingPointTypeIsTakenWhenItIsExact() throws ArtifactException {
    float[] expected = {1.5f, -0.25f, 0f, 0x1p-24f};
    short[] half = {0x3E00, (short) 0xB400, 0, 1};
    short[] brain = {0x3FC0, (short) 0xBE80, 0, 0x3380};
    assertArrayEquals(expected, weights("F16", 2, data -> put(data, half)));
    assertArrayEquals(expected, weights("BF16", 2, data -> put(data, brain)));
    assertArrayEquals(
        expected,
        weights(
            "F64",
            8,
            data -> {
              for (float value : expected) {
                data.putDouble(value);
              }
            }));
  }

  @Test
  void whatIsNoF32IsRefused() {
    assertRefused(
        "convs.0.lin_l.weight: element 0, 0.1, is no F32: call .float() on the model",
        file(new Raw("convs.0.lin_l.weight", "F64", List.of(1, 1), 8, data -> data.putDouble(0.1))),
        RELU);
    assertRefused(
        "convs.0.lin_l.weight: expected one of [F64, F32, BF16, F16]; got dtype I64",
        file(new Raw("convs.0.lin_l.weight", "I64", List.of(1, 1), 8, data -> data.putLong(1))),
        RELU);
    assertRefused(
        "expected finite weights; element 0 is NaN",
        file(new Raw("convs.0.lin_l.weight", "F16", List.of(1, 1), 2, d -> put(d, 0x7E00))),
        RELU);
  }

  private static float[] weights(String dtype, int bytes, Fill fill) throws ArtifactException {
    byte[] file = file(new Raw("convs.0.lin_l.weight", dtype, List.of(1, 4), bytes, fill));
    return sage(PygImport.read(file, "pyg", 1, RELU), 0).neighbors();
  }

  private static void assertRefused(String message, byte[] file, Options options) {
    Artifacts.assertRefused(message, () -> PygImport.read(file, "pyg", 1, options));
  }

  private static void assertSameEmbeddings(String field, SageModel model) throws IOException {
    JsonNode graph = JsonMapper.builder().build().readTree(resource("graph.json"));
    JsonNode features = graph.get("features");
    float[] rows = new float[features.size() * model.inputWidth()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          (float) features.get(i / model.inputWidth()).get(i % model.inputWidth()).doubleValue();
    }
    int edges = graph.get("edges").size();
    int[] src = new int[edges];
    int[] dst = new int[edges];
    for (int e = 0; e < edges; e++) {
      src[e] = graph.get("edges").get(e).get(0).intValue();
      dst[e] = graph.get("edges").get(e).get(1).intValue();
    }
    Embeddings embeddings =
        new BatchEmbedder(model, 1).embed(InNeighbors.of(features.size(), src, dst), rows);
    for (int v = 0; v < features.size(); v++) {
      for (int i = 0; i < embeddings.width(); i++) {
        double expected = graph.get(field).get(v).get(i).doubleValue();
        double actual = embeddings.values()[v * embeddings.width() + i];
        double tolerance = 1e-5 * Math.max(1, Math.abs(expected));
        assertTrue(
            Math.abs(expected - actual) <= tolerance,
            "vertex %d, element %d: expected %s, came %s".formatted(v, i, expected, actual));
      }
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PygImportTest.class.getResourceAsStream("/pyg/" + name)) {
      return in.readAllBytes();
    }
  }

  private interface Fill {
    void into(ByteBuffer data);
  }

  private record Raw(String name, String dtype, List<Integer> shape, int bytes, Fill fill) {
    int length() {
      return shape.stream().reduce(bytes, (a, b) -> a * b);
    }
  }

  private static void put(ByteBuffer data, int... halves) {
    for (int half : halves) {
      data.putShort((short) half);
    }
  }

  private static void put(ByteBuffer data, short[] halves) {
    for (short half : halves) {
      data.putShort(half);
    }
  }

  /** Zeros. */
  private static Raw f32(String name, Integer... shape) {
    return new Raw(name, "F32", Arrays.asList(shape), 4, data -> {});
  }

  private static byte[] file(Raw... tensors) {
    List<String> entries = new ArrayList<>();
    int length = 0;
    for (Raw tensor : tensors) {
      entries.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  tensor.name, tensor.dtype, tensor.shape, length, length + tensor.length()));
      length += tensor.length();
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + length);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    int begin = file.position();
    for (Raw tensor : tensors) {
      file.position(begin);
      tensor.fill.into(file);
      begin += tensor.length();
    }
    return file.array();
  }

  private static SageWeights sage(SageModel model, int layer) {
    return (SageWeights) model.layer(layer).weights();
  }
}
