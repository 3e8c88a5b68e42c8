// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.SageModel;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The README's example, line by line. */
class ReadmeExampleTest {

  @Test
  void theExampleDoesWhatItShows() {
    // spotless:off
    // example: begin
    SageModel model = SageModel.random("mine", 1, new int[] {2, 8, 8}, 42, true);
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings());

    engine.apply(new FeaturesEvent("alice", 1_000, new float[] {1f, 0f}));
    engine.apply(new FeaturesEvent("bob", 1_000, new float[] {0f, 1f}));
    engine.apply(EdgeEvent.add("alice", "bob", 2_000));
    engine.flush();
    float[] before = engine.embedding("bob");

    engine.apply(EdgeEvent.remove("alice", "bob", 3_000));
    engine.flush();
    float[] after = engine.embedding("bob");
    // example: end
    // spotless:on
    assertFalse(Arrays.equals(before, after));
  }

  @Test
  void theReadmeShowsThisExample() throws Exception {
    String source =
        Files.readString(
            Path.of("src/test/java/io/anabranch/pipeline/engine/ReadmeExampleTest.java"));
    String begin = "// example: begin\n";
    String example =
        source.substring(
            source.indexOf(begin) + begin.length(), source.indexOf("    // example: end"));
    assertTrue(
        Files.readString(Path.of("../README.md")).contains(example.stripTrailing().stripIndent()));
  }
}
