// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a state dict of PyTorch Geometric to embeddings that follow the stream. */
class ModelImportCommandTest {

  private static final Path FIXTURES = Path.of("../model/src/test/resources/pyg");

  @TempDir Path root;

  @Test
  void anImportedModelIsServed() throws IOException {
    Cli imported =
        Cli.run(
            "model",
            "import",
            FIXTURES.resolve("relu.safetensors"),
            "--name=mine",
            "--model-version=4",
            "--out",
            root);
    assertEquals(ExitCode.OK, imported.exitCode(), imported::err);
    assertTrue(imported.out().contains("layer 3      SAGE mean, 6 -> 4, activation none"));

    SageModel model = ModelArtifacts.read(root.resolve("mine/4"));
    JsonNode graph =
        JsonMapper.builder().build().readTree(Files.readString(FIXTURES.resolve("graph.json")));
    LocalEngine engine = engineOver(graph, model);
    for (int v = 0; v < graph.get("features").size(); v++) {
      float[] embedding = engine.embedding("v" + v);
      for (int i = 0; i < embedding.length; i++) {
        assertEquals(graph.get("relu").get(v).get(i).doubleValue(), embedding[i], 1e-5);
      }
    }
  }

  /** Parallel edges have ids; each edge comes one by one, with a flush after it. */
  private static LocalEngine engineOver(JsonNode graph, SageModel model) {
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings());
    int number = 0;
    for (JsonNode edge : graph.get("edges")) {
      String src = "v" + edge.get(0).intValue();
      String dst = "v" + edge.get(1).intValue();
      engine.apply(new EdgeEvent(EdgeEvent.Op.ADD, src, dst, "e" + number, number, 1f));
      engine.flush();
      number++;
    }
    for (int v = 0; v < graph.get("features").size(); v++) {
      float[] features = new float[model.inputWidth()];
      for (int i = 0; i < features.length; i++) {
        features[i] = (float) graph.get("features").get(v).get(i).doubleValue();
      }
      engine.apply(new FeaturesEvent("v" + v, number, features));
    }
    engine.flush();
    return engine;
  }

  @Test
  void whatCannotBeServedIsRefusedInFull() {
    Path file = FIXTURES.resolve("relu.safetensors");
    Cli refused =
        Cli.run(
            "model", "import", file, "--name=m", "--model-version=1", "--normalise", "--out", root);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(
        refused.err().startsWith("anabranch: the state dict cannot be served: 1 fault\n"),
        refused::err);
    Cli last =
        Cli.run(
            "model",
            "import",
            file,
            "--name=m",
            "--model-version=1",
            "--normalise=last",
            "--out",
            root);
    assertEquals(ExitCode.OK, last.exitCode(), last::err);
  }

  @Test
  void aFileThatIsNoneIsNamed() {
    Cli missing = Cli.run("model", "import", root.resolve("none"), "--name=m", "--model-version=1");
    assertEquals(ExitCode.ENVIRONMENT, missing.exitCode());
    assertTrue(missing.err().contains("there is no such file"), missing::err);
  }
}
