// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how far to read, and finds all that is wrong with it. */
final class UntilText {

  /** What Kafka allows in names of topics has no colon. */
  private static final Pattern OFFSET = Pattern.compile("([^:=]+):(\\d+)=(\\d+)");

  private final List<Until.Offset> named = new ArrayList<>();
  private final Set<String> partitions = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private UntilText() {}

  static Until parse(String text) {
    if (!text.contains("=")) {
      return time(text.strip());
    }
    UntilText offsets = new UntilText();
    for (String part : text.split(",", -1)) {
      offsets.add(part.strip());
    }
    if (!offsets.faults.isEmpty()) {
      throw new UntilException(offsets.faults);
    }
    return new Until.Offsets(offsets.named);
  }

  private static Until time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.toEpochMilli() >= 0) { // Kafka knows none before
        return new Until.Time(time);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Told below, as a time before 1970 is.
    }
    throw new UntilException(
        List.of(
            "expected a time such as 2026-11-26T08:00:00Z, or offsets such as edges:0=1234,edges:1=9;"
                + " came '%s'".formatted(text)));
  }

  private void add(String part) {
    Matcher offset = OFFSET.matcher(part);
    if (!offset.matches()) {
      faults.add("expected an offset such as edges:0=1234; came '%s'".formatted(part));
      return;
    }
    try {
      int partition = Integer.parseInt(offset.group(2));
      String topic = offset.group(1);
      if (!partitions.add(topic + ":" + partition)) {
        faults.add("expected each partition once; came %s:%d again".formatted(topic, partition));
      }
      named.add(new Until.Offset(topic, partition, Long.parseLong(offset.group(3))));
    } catch (NumberFormatException e) {
      faults.add("expected numbers that a partition can have; came '%s'".formatted(part));
    }
  }
}
