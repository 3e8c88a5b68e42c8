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
      "72092ae67e227b46 12a8bb52cd4bf1ab debccdcabbfbc6e 462417b546e470ef"
          + " d6b151c2f19c0768 4c52833dcdca52c0";

  @ParameterizedTest
  @CsvSource({
    "MEAN, 407b9195afc84964",
    "GCN, e2781beb7dcd7995",
    "MAX_POOL, 39c30fd83a168bbb",
    "LSTM, f15678177523c66",
    "ATTENTION, 9dc43bb1e162d663",
    "NORMALISED_SUM, 22bdee98630b1473"
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
