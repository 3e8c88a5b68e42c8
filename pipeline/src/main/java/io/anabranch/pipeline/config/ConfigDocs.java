// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

/** The options as documents, written from their declarations. */
public final class ConfigDocs {

  private static final int WIDTH = 96;

  private ConfigDocs() {}

  /** A complete {@code anabranch.yaml}: every option with its default and what it is. */
  public static String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            # Every option of Anabranch with its default. Keep what you change, drop the rest.
            # On the command line: -D section.option=value
            """);
    String section = "";
    for (Option<?> option : Options.ALL) {
      if (!option.section().equals(section)) {
        section = option.section();
        yaml.append("\n%s:\n".formatted(section));
      }
      comment(yaml, option.doc() + " [" + option.type().name() + "]");
      String text = option.defaultText().isEmpty() ? "\"\"" : option.defaultText();
      yaml.append("  %s: %s\n".formatted(option.key(), text));
      if (option.equals(Options.ALERTS_RULES)) {
        parts(yaml);
      }
    }
    return yaml.append(
            """

            # Options of Flink itself, as its documentation names them. Those that would break
            # exactness, and those that have an option above, are refused.
            flink:
            """)
        .toString();
  }

  /** What an element of a list has, as comments. */
  private static void parts(StringBuilder yaml) {
    String dash = "-";
    for (RuleOptions.Part<?> part : RuleOptions.ALL) {
      comment(yaml, "%s %s: %s".formatted(dash, part.key(), part.example()));
      comment(yaml, "      " + part.doc() + " [" + part.type().name() + "]");
      dash = " ";
    }
  }

  /** The options as a Markdown table. */
  public static String table() {
    StringBuilder table =
        new StringBuilder("| option | type | default | what it is |\n|---|---|---|---|\n");
    for (Option<?> option : Options.ALL) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(option.name(), option.type().name(), code(option), option.doc()));
      if (option.equals(Options.ALERTS_RULES)) {
        partRows(table);
      }
    }
    return table
        .append(
            "| `%s.*` | text | | Options of Flink itself; unsafe ones are refused. |\n"
                .formatted(Options.FLINK))
        .toString();
  }

  private static void partRows(StringBuilder table) {
    for (RuleOptions.Part<?> part : RuleOptions.ALL) {
      table.append(
          "| `%s[].%s` | %s | such as `%s` | %s |\n"
              .formatted(
                  Options.ALERTS_RULES.name(),
                  part.key(),
                  part.type().name(),
                  part.example(),
                  part.doc()));
    }
  }

  private static String code(Option<?> option) {
    return option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";
  }

  /** Wraps at words. */
  private static void comment(StringBuilder yaml, String text) {
    StringBuilder line = new StringBuilder("  #");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        yaml.append(line).append('\n');
        line = new StringBuilder("  #");
      }
      line.append(' ').append(word);
    }
    yaml.append(line).append('\n');
  }
}
