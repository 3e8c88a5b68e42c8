// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Data sets for tests: small ones that are written, and the real ones where they are present. */
public final class DataSetFiles {

  private DataSetFiles() {}

  static void write(Path directory, String name, String... lines) throws IOException {
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + ".csv.gz")))) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }

  /**
   * A folder of {@code ../shared/data} beside the repository, or of the system property {@code
   * anabranch.data}. The test is skipped where it is absent.
   */
  public static Path real(String name) {
    String given = System.getProperty("anabranch.data");
    Path repository = Path.of("").toAbsolutePath().getParent();
    Path data =
        given != null ? Path.of(given) : repository.resolveSibling("shared").resolve("data");
    Path directory = data.resolve(name);
    assumeTrue(Files.isDirectory(directory), directory + " is not there");
    return directory;
  }
}
