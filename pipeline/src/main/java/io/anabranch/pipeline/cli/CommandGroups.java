// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help of the root command, in the order in which one meets them. */
final class CommandGroups {

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("See it work", List.of("demo"));
    GROUPS.put(
        "The live job and its topics",
        List.of(
            "broker",
            "topics",
            "replay",
            "bootstrap",
            "run",
            "tail",
            "alerts",
            "evaluation",
            "snapshot"));
    GROUPS.put("Models", List.of("model", "embed", "train", "evaluate", "retrain"));
    GROUPS.put("Trust, but check", List.of("verify", "explain"));
  }

  private CommandGroups() {}

  /** Only the root's list: those of its commands are short, and stay as picocli writes them. */
  static void install(CommandLine root) {
    Map<String, IHelpSectionRenderer> sections = root.getHelpSectionMap();
    sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::render);
    root.setHelpSectionMap(sections);
  }

  /** The names that belong to a group. */
  static List<String> grouped() {
    return GROUPS.values().stream().flatMap(List::stream).toList();
  }

  private static String render(Help help) {
    Map<String, CommandLine> commands = help.commandSpec().subcommands();
    StringBuilder list = new StringBuilder();
    GROUPS.forEach((title, names) -> appendGroup(list, title, names, commands));
    return list.toString();
  }

  private static void appendGroup(
      StringBuilder list, String title, List<String> names, Map<String, CommandLine> commands) {
    List<String> present = names.stream().filter(commands::containsKey).toList();
    if (!present.isEmpty()) {
      list.append("\n%s%n".formatted(title));
    }
    for (String name : present) {
      String[] description = commands.get(name).getCommandSpec().usageMessage().description();
      list.append("  %-10s %s%n".formatted(name, description[0]));
    }
  }
}
