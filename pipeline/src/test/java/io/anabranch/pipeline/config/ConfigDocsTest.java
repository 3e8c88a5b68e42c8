// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents are the declarations. When one fails: {@code scripts/anabranch config docs}. */
class ConfigDocsTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final String BEGIN = "<!-- options: begin -->\n";
  private static final String END = "<!-- options: end -->";

  @Test
  void theDefaultFileIsWhatTheCodeSays() throws IOException {
    assertEquals(
        ConfigDocs.yaml(), Files.readString(MODULE.resolve("src/main/resources/anabranch.yaml")));
  }

  @Test
  void theDefaultFileReadsBackAsTheDefaults() {
    Path file = MODULE.resolve("src/main/resources/anabranch.yaml");
    assertEquals(AnabranchConfig.defaults(), AnabranchConfig.load(file, List.of()));
  }

  @Test
  void theReadmesTableIsWhatTheCodeSays() throws IOException {
    String page = Files.readString(MODULE.resolve("../docs/options.md"));
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "docs/options.md marks its table");
    assertEquals(ConfigDocs.table(), page.substring(begin + BEGIN.length(), end));
  }
}
