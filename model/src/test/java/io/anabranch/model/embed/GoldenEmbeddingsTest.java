// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.layer.AggregatorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole embeddings have the bits of the day their aggregator was written, whatever runs them. */
class GoldenEmbeddingsTest {

  /** Of each aggregator, in the order of the types. */
  private static final String SMALL =
      "edd3e5447da5427e 4f43cd15ea86e159 950db7fc5cb73b9e 8321871f21108ab2"
          + " 2f3cee618d00d02 5ab0d5d348199d5d";

  @ParameterizedTest
  @CsvSource({
    "MEAN, 39d274273b3598ab",
    "GCN, c02ba32c06d83ed2",
    "MAX_POOL, a289ae5c8c1a5127",
    "LSTM, df42b2550630ab7c",
    "ATTENTION, 93df901eb7ffc59a",
    "NORMALISED_SUM, 9a888e546e5d5511"
  })
  void sameBitsForEver(AggregatorType aggregator, String expected) {
    assertEquals(expected, GoldenEmbeddings.of(aggregator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void sameBitsInEveryJvm(String mode) throws Exception {
    assertEquals("ScalarKernels " + SMALL, inChild(mode));
    assertEquals("VectorKernels " + SMALL, inChild(mode, "--add-modules", "jdk.incubator.vector"));
  }

  private static String inChild(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(GoldenEmbeddings.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out.strip();
  }
}
