// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels' bits are those of the day they were written, whatever runs them. */
class GoldenHashTest {

  private static final String VECTOR = "--add-modules jdk.incubator.vector";

  @Test
  void scalar() {
    assertEquals(GoldenHash.EXPECTED, GoldenHash.of(new ScalarKernels()));
    assertEquals(GoldenHash.ELEMENTS, GoldenHash.of(new ScalarElements()));
  }

  @Test
  void vector() {
    assertEquals(GoldenHash.EXPECTED, GoldenHash.of(new VectorKernels()));
    assertEquals(GoldenHash.ELEMENTS, GoldenHash.of(new VectorElements()));
  }

  @Test
  void sameWhenHot() {
    for (int i = 0; i < 50; i++) {
      assertEquals(GoldenHash.EXPECTED, GoldenHash.of(new VectorKernels()));
      assertEquals(GoldenHash.EXPECTED, GoldenHash.of(new ScalarKernels()));
      assertEquals(GoldenHash.ELEMENTS, GoldenHash.of(new VectorElements()));
      assertEquals(GoldenHash.ELEMENTS, GoldenHash.of(new ScalarElements()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-Xmixed"})
  void sameInEveryJvmWithoutTheVectorApi(String mode) throws Exception {
    assertEquals(lines("Scalar"), inChild(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-Xmixed"})
  void sameInEveryJvmWithTheVectorApi(String mode) throws Exception {
    assertEquals(lines("Vector"), inChild(mode, VECTOR.split(" ")));
  }

  @Test
  void propertyForcesScalar() throws Exception {
    assertEquals(lines("Scalar"), inChild("-Danabranch.kernels=scalar", VECTOR.split(" ")));
  }

  private static String lines(String kind) {
    return "%1$sKernels %2$s%n%1$sElements %3$s"
        .formatted(kind, GoldenHash.EXPECTED, GoldenHash.ELEMENTS);
  }

  private static String inChild(String option, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.addAll(Arrays.asList(more));
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(GoldenHash.class.getName());
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), out);
    return out.strip();
  }
}
