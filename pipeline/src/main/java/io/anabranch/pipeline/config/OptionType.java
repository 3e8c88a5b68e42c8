// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an option may hold, and how its text becomes a value.
 *
 * @param name as the table of options shows it
 * @param expected ends the sentence "expected ..."
 * @param parser the value, or empty when the text is not one
 */
record OptionType<T>(String name, String expected, Function<String, Optional<T>> parser) {

  static final int LARGEST_PORT = 65_535;

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,12})?");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
  private static final Pattern HOST_PORT =
      Pattern.compile("([a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

  Optional<T> parse(String text) {
    return parser.apply(text);
  }

  /** What a rule has. */
  static final String RULES = "a name, a metric, a threshold or a quantile";

  /** A list, whose elements are options of their own: as text there is only the empty one. */
  static OptionType<String> rules() {
    return new OptionType<>(
        "list of rules",
        "a list of rules, each with " + RULES,
        text -> Optional.of(text).filter("[]"::equals));
  }

  /** A path, or nothing. */
  static OptionType<Optional<Path>> optionalPath() {
    return new OptionType<>(
        "path, may be empty",
        "a path",
        text -> text.isEmpty() ? Optional.of(Optional.empty()) : parsePath(text).map(Optional::of));
  }

  static OptionType<String> text() {
    return new OptionType<>(
        "text", "a text that is not blank", text -> Optional.of(text).filter(t -> !t.isBlank()));
  }

  static OptionType<String> optionalText() {
    return new OptionType<>("text, may be empty", "a text", Optional::of);
  }

  static OptionType<String> topic() {
    return new OptionType<>(
        "topic",
        "a topic name: 1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-'",
        text -> Optional.of(text).filter(t -> TOPIC.matcher(t).matches()));
  }

  static OptionType<String> hostPorts() {
    return new OptionType<>(
        "host:port,...",
        "host:port, or several with commas between them",
        text ->
            Optional.of(text.replaceAll("\\s", ""))
                .filter(t -> Arrays.stream(t.split(",", -1)).allMatch(OptionType::isHostPort)));
  }

  static OptionType<Path> path() {
    return new OptionType<>("path", "a path", OptionType::parsePath);
  }

  /** A path, or the URI of a directory on any file system that Flink knows. */
  static OptionType<String> location() {
    return new OptionType<>(
        "URI or path, may be empty",
        "a URI or a path",
        text -> Optional.of(text).filter(t -> t.isEmpty() || isUri(t) || parsePath(t).isPresent()));
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static OptionType<Integer> integer(String unit, int min, int max) {
    return new OptionType<>(
        "integer (" + unit + ")",
        "a whole number from " + min + " to " + max,
        text -> parseLong(text).filter(n -> n >= min && n <= max).map(Long::intValue));
  }

  static OptionType<Float> decimal(float min, float max) {
    return new OptionType<>(
        "number",
        "a number from " + min + " to " + max + ", such as 0.001",
        text ->
            DECIMAL.matcher(text).matches()
                ? Optional.of(Float.parseFloat(text)).filter(x -> x >= min && x <= max)
                : Optional.empty());
  }

  /** A number that takes one value only: it is an option so that it can be seen. */
  static OptionType<Integer> pinned(int value, String unit, String why) {
    return new OptionType<>(
        "integer (" + unit + ")",
        value + ", pinned because " + why,
        text -> parseLong(text).filter(n -> n == value).map(Long::intValue));
  }

  static OptionType<Duration> duration(String min, String max) {
    Duration least = Units.parseDuration(min).orElseThrow();
    Duration most = Units.parseDuration(max).orElseThrow();
    return new OptionType<>(
        "duration",
        "a duration from " + min + " to " + max + ", such as 5ms, 10s, 5m, 2h or 1d",
        text ->
            Units.parseDuration(text)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  /** A duration, or {@code off}. */
  static OptionType<Optional<Duration>> durationOrOff(String min, String max) {
    OptionType<Duration> duration = duration(min, max);
    return new OptionType<>(
        "duration, off",
        "off, or " + duration.expected,
        text ->
            text.equals("off")
                ? Optional.of(Optional.empty())
                : duration.parse(text).map(Optional::of));
  }

  static OptionType<Integer> size(String min, String max) {
    long least = Units.parseBytes(min).orElseThrow();
    long most = Units.parseBytes(max).orElseThrow();
    return new OptionType<>(
        "size",
        "a size from " + min + " to " + max + ", such as 512B, 64KiB or 1MiB",
        text -> Units.parseBytes(text).filter(n -> n >= least && n <= most).map(Math::toIntExact));
  }

  /** One of the constants of an enum, in kebab case. */
  static <E extends Enum<E>> OptionType<E> choice(Class<E> constants) {
    E[] all = constants.getEnumConstants();
    return new OptionType<>(
        Arrays.stream(all).map(OptionType::kebab).collect(Collectors.joining(", ")),
        Arrays.stream(all).map(OptionType::kebab).collect(Collectors.joining(" or ")),
        text -> Arrays.stream(all).filter(c -> kebab(c).equals(text)).findFirst());
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Long> parseLong(String text) {
    return INTEGER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Path> parsePath(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isHostPort(String text) {
    var matcher = HOST_PORT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group(2));
    return port >= 1 && port <= LARGEST_PORT;
  }
}
