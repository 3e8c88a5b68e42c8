// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapCommandTest {

  @TempDir Path root;

  @BeforeEach
  void makeAModel() {
    Cli.run("model", "init", "--dims", "2,2,2", "--out", root.resolve("models"));
  }

  /** Two edges by their ids, one of them removed again. */
  @Test
  void aFileBecomesASavepoint() throws IOException {
    Cli written = bootstrap("a\tb\t1\t1\tx\na\tb\t2\t2.5\ty\na\tb\t3\t1\tx\tremove\n");
    assertEquals(ExitCode.OK, written.exitCode(), written::err);
    assertTrue(written.out().contains("2 vertices of 3 events"), written::out);
    assertTrue(Files.isRegularFile(root.resolve("start/_metadata")));
    Cli again = bootstrap("a\tb\n");
    assertEquals(ExitCode.USAGE, again.exitCode());
    assertTrue(again.err().contains("is there already"), again::err);
  }

  /** What the gate would refuse must not get in by the back door. */
  @Test
  void badEventsAreNamed() throws IOException {
    Cli refused = bootstrap("a\tb\nc\u0000\td\n");
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.err().contains("event 2: 'src' holds U+0000"), refused::err);
    assertTrue(bootstrap("a\tb\t1\t1\t\tmove\n").err().contains("expected add or remove"));
    assertFalse(Files.exists(root.resolve("start")));
    try (var left = Files.list(root)) {
      assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".bootstrap")));
    }
  }

  private Cli bootstrap(String edges) throws IOException {
    Path file = Files.writeString(root.resolve("edges.tsv"), edges);
    return Cli.run(
        "bootstrap",
        "--edges",
        file,
        "--out",
        root.resolve("start"),
        "-Dmodel.path=" + root.resolve("models/demo/1"));
  }
}
