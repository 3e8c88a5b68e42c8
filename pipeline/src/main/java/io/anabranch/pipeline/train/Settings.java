// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hyper-parameters of one training, all of them given a value that they may have. */
public final class Settings {

  private final SortedMap<String, String> values = new TreeMap<>();

  private Settings(List<Setting> defaults) {
    defaults.forEach(setting -> values.put(setting.name(), setting.value()));
  }

  /**
   * The defaults, with those that are given in their place.
   *
   * @throws TrainingException that names all that are unknown or may not be what they are
   */
  public static Settings of(List<Setting> defaults, Map<String, String> given) {
    Settings settings = new Settings(defaults);
    List<String> faults = new ArrayList<>();
    new TreeMap<>(given)
        .forEach((name, value) -> settings.take(defaults, name, value).ifPresent(faults::add));
    if (!faults.isEmpty()) {
      throw new TrainingException("settings: " + String.join("; ", faults));
    }
    return settings;
  }

  private Optional<String> take(List<Setting> defaults, String name, String value) {
    Setting setting =
        defaults.stream().filter(known -> known.name().equals(name)).findFirst().orElse(null);
    if (setting == null) {
      return Optional.of(
          "there is no %s; there are %s"
              .formatted(
                  name, defaults.stream().map(Setting::name).collect(Collectors.joining(", "))));
    }
    if (!setting.kind().accepts(value)) {
      return Optional.of("%s: expected %s; came '%s'".formatted(name, setting.expected(), value));
    }
    values.put(name, value);
    return Optional.empty();
  }

  /** By name. */
  public SortedMap<String, String> all() {
    return new TreeMap<>(values);
  }

  int count(String name) {
    return Integer.parseInt(word(name));
  }

  float number(String name) {
    return Float.parseFloat(word(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(word(name));
  }

  List<Integer> counts(String name) {
    return Arrays.stream(word(name).split(",", -1)).map(Integer::valueOf).toList();
  }

  String word(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no such setting: " + name);
    }
    return value;
  }
}
