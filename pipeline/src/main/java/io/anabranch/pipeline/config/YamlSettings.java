// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a YAML file of nested maps as flat names with their lines: {@code kafka: {timeout: 1s}} is
 * {@code kafka.timeout}, and a part of the first rule is {@code alerts.rules[0].name}. Other lists,
 * aliases, second documents and names that come twice are faults.
 */
final class YamlSettings {

  private final Path file;
  private final YAMLParser parser;
  private final Settings settings;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlSettings(Path file, YAMLParser parser, Settings settings) {
    this.file = file;
    this.parser = parser;
    this.settings = settings;
  }

  static void read(Path file, Settings settings) {
    if (Files.isDirectory(file)) {
      refuse(settings, file.toString(), "a file", "a directory");
      return;
    }
    try (YAMLParser parser = new YAMLFactory().createParser(Files.readString(file))) {
      new YamlSettings(file, parser, settings).document();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      refuse(settings, file + ":" + line, "well-formed YAML", e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      refuse(settings, file.toString(), "a file", "nothing of this name");
    } catch (CharacterCodingException e) {
      refuse(settings, file.toString(), "UTF-8", "other bytes");
    } catch (IOException e) {
      refuse(settings, file.toString(), "a readable file", String.valueOf(e.getMessage()));
    }
  }

  private void document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return; // an empty file, or comments only
    }
    if (first == JsonToken.START_OBJECT) {
      map("");
    } else {
      refuse("", "a map of sections", "something else");
      return;
    }
    if (parser.nextToken() != null) {
      refuse("", "one document", "a second one");
    }
  }

  private void map(String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      int line = line();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        map(name + ".");
      } else if (token == JsonToken.START_ARRAY && name.equals(Options.ALERTS_RULES.name())) {
        list(name);
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        refuse(name, "one value", "a list");
      } else if (parser.isCurrentAlias()) {
        refuse(name, "a value", "an alias");
      } else if (token != JsonToken.VALUE_NULL || !isSection(name)) {
        value(name, token == JsonToken.VALUE_NULL ? "" : parser.getText(), line);
      }
    }
  }

  private void list(String name) throws IOException {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String element = name + "[" + i + "]";
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        map(element + ".");
      } else {
        parser.skipChildren();
      }
      if (!settings.isAnySetUnder(element)) {
        refuse(element, "a map: " + OptionType.RULES, "something else");
      }
    }
  }

  private void value(String name, String text, int line) {
    Integer before = lines.putIfAbsent(name, line);
    if (before == null) {
      settings.put(name, text, file + ":" + line);
    } else {
      refuse(name, "an option once", "again, after line " + before);
    }
  }

  /** A section may stand empty, with all its options commented out. */
  private static boolean isSection(String name) {
    return name.equals(Options.FLINK)
        || Options.ALL.stream().map(Option::section).collect(Collectors.toSet()).contains(name);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private void refuse(String name, String expected, String came) {
    settings.addFault(new Fault(file + ":" + line(), name, expected, came));
  }

  private static void refuse(Settings settings, String where, String expected, String came) {
    settings.addFault(new Fault(where, "", expected, came));
  }
}
