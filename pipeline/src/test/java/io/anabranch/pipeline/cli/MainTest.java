// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {

  @Test
  void theHelpListsCommandsInGroups() {
    Cli help = Cli.run("--help");
    assertEquals(ExitCode.OK, help.exitCode());
    assertTrue(
        help.out()
            .contains(
                "\nModels\n  model      Makes, imports, lists, shows and promotes model artifacts.\n"),
        help::out);
    assertFalse(help.out().contains("  config"), "hidden");
  }

  @Test
  void everyCommandThatIsShownIsInOneGroup() {
    List<String> shown =
        new CommandLine(new AnabranchCommand())
            .getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    shown.forEach(
        name ->
            assertEquals(
                1, CommandGroups.grouped().stream().filter(name::equals).count(), () -> name));
  }

  @Test
  void everyCommandTeachesByExample() {
    everyCommandTeaches(new CommandLine(new AnabranchCommand()).getCommandSpec());
  }

  private static void everyCommandTeaches(CommandSpec command) {
    boolean leaf = command.subcommands().isEmpty();
    assertAll(
        command.qualifiedName(),
        () -> assertTrue(command.usageMessage().description().length > 0, "a description"),
        () -> {
          String footer = String.join("\n", command.usageMessage().footer());
          assertTrue(!leaf || footer.contains("  " + command.qualifiedName()), "an example");
        });
    command.subcommands().values().forEach(sub -> everyCommandTeaches(sub.getCommandSpec()));
  }

  @Test
  void badUsageIsTwoLinesAndExitTwo() {
    Cli typo = Cli.run("modle");
    assertEquals(ExitCode.USAGE, typo.exitCode());
    assertTrue(typo.err().startsWith("anabranch: Unmatched argument"), typo::err);
    assertTrue(typo.err().contains("Did you mean: anabranch model"), typo::err);
    assertFalse(typo.err().contains("\tat "), typo::err);
  }

  @Test
  void noCommandIsBadUsage() {
    assertEquals(ExitCode.USAGE, Cli.run().exitCode());
  }

  @Test
  void configurationFaultsComeTogetherAndExitTwo() {
    Cli faulty = Cli.run("model", "show", "-D", "kafka.timout=1s", "-Djob.parallelism=many");
    assertEquals(ExitCode.USAGE, faulty.exitCode());
    assertEquals(
        """
        anabranch: the configuration has 2 faults:
          command line: kafka.timout: expected kafka.timeout; came an unknown option
          command line: job.parallelism: expected a whole number from 1 to 128; came "many"
        """,
        faulty.err());
  }
}
