// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was set, where, and what was wrong with it. Filled from the file, then from overrides. */
final class Settings {

  private static final String COMMAND_LINE = "command line";
  private static final String FLINK_PREFIX = Options.FLINK + ".";

  private record Setting(String text, String where) {}

  /** An element's key: the list, the number, the key. */
  private static final Pattern ELEMENT = Pattern.compile("(.+)\\[([0-9]{1,3})]\\.(.+)");

  private final TreeMap<String, Setting> settings = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Option<?>> faulty = new HashSet<>();

  /** Sets an option, over what was set before. */
  void put(String name, String text, String where) {
    settings.put(name, new Setting(text, where));
  }

  /** Each override is {@code section.option=value}; a later one of the same option wins. */
  void addOverrides(List<String> overrides) {
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        faults.add(new Fault(COMMAND_LINE, override, "section.option=value", "no '='"));
      } else {
        put(override.substring(0, equals).strip(), override.substring(equals + 1), COMMAND_LINE);
      }
    }
  }

  /** The option's value; its default when it was not set, or set to something unusable. */
  <T> T get(Option<T> option) {
    Setting setting = settings.get(option.name());
    if (setting == null) {
      return option.defaultValue();
    }
    Optional<T> value = option.type().parse(setting.text());
    if (value.isEmpty()) {
      faulty.add(option);
      faults.add(
          new Fault(
              setting.where(), option.name(), option.type().expected(), quote(setting.text())));
    }
    return value.orElseGet(option::defaultValue);
  }

  /** The value of an option that is set; empty when it is unusable, which is a fault. */
  <T> Optional<T> given(Option<T> option) {
    get(option);
    return option.type().parse(settings.get(option.name()).text());
  }

  boolean isSet(String name) {
    return settings.containsKey(name);
  }

  /** How many elements a list has: {@code name[0]}, {@code name[1]} and so on. */
  int elements(String list) {
    int count = 0;
    for (String name : settings.keySet()) {
      Matcher element = ELEMENT.matcher(name);
      if (element.matches() && element.group(1).equals(list)) {
        count = Math.max(count, 1 + Integer.parseInt(element.group(2)));
      }
    }
    return count;
  }

  /** Whether any option under that name is set. */
  boolean isAnySetUnder(String prefix) {
    String next = settings.ceilingKey(prefix + ".");
    return next != null && next.startsWith(prefix + ".");
  }

  /** Where an option was set; where it was not, where the first one under the prefix was. */
  String whereOf(String name, String prefix) {
    return settings.getOrDefault(name, settings.ceilingEntry(prefix + ".").getValue()).where();
  }

  /** The option's value as {@link #get} gives it, without a word on what is wrong. */
  <T> T valueOf(Option<T> option) {
    Setting setting = settings.get(option.name());
    return setting == null
        ? option.defaultValue()
        : option.type().parse(setting.text()).orElseGet(option::defaultValue);
  }

  /** The raw Flink options, without the name of their section. */
  SortedMap<String, String> flink() {
    SortedMap<String, String> flink = new TreeMap<>();
    settings.forEach(
        (name, setting) -> {
          if (name.startsWith(FLINK_PREFIX)) {
            flink.put(name.substring(FLINK_PREFIX.length()), setting.text());
          }
        });
    return flink;
  }

  void refuseUnknown() {
    Set<String> known = Options.ALL.stream().map(Option::name).collect(Collectors.toSet());
    settings.forEach(
        (name, setting) -> {
          if (!known.contains(name) && !name.startsWith(FLINK_PREFIX) && !isPartOfRule(name)) {
            faults.add(new Fault(setting.where(), name, suggestion(name), "an unknown option"));
          }
        });
  }

  private static boolean isPartOfRule(String name) {
    Matcher element = ELEMENT.matcher(name);
    return element.matches()
        && element.group(1).equals(Options.ALERTS_RULES.name())
        && RuleOptions.ALL.stream().anyMatch(part -> part.key().equals(element.group(3)));
  }

  private static String suggestion(String name) {
    Matcher element = ELEMENT.matcher(name);
    return element.matches() && element.group(1).equals(Options.ALERTS_RULES.name())
        ? Suggestion.insteadOfPart(element.group(3))
        : Suggestion.insteadOf(name);
  }

  boolean anyFaulty(List<Option<?>> options) {
    return options.stream().anyMatch(faulty::contains);
  }

  void addFault(Fault fault) {
    faults.add(fault);
  }

  /** A fault of options that clash; it names the places where they were set. */
  void addFault(List<String> names, String expected, String came) {
    String where = names.stream().map(this::where).distinct().collect(Collectors.joining(" and "));
    faults.add(new Fault(where, String.join(" and ", names), expected, came));
  }

  void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }

  static String quote(String text) {
    return text.isEmpty() ? "nothing" : '"' + text + '"';
  }

  private String where(String name) {
    Setting setting = settings.get(name);
    return setting == null ? "default" : setting.where();
  }
}
