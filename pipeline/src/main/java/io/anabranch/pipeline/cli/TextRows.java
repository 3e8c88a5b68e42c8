// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import java.time.Instant;
import java.util.Locale;

/** Rows for eyes: cut after the first values. */
final class TextRows implements RowPrinter {

  private static final int VALUES = 4;

  @Override
  public String print(String vertex, byte[] value) throws BadRecordException {
    String name = printable(vertex);
    return value == null
        ? String.format(Locale.ROOT, "%-24s gone", name)
        : line(name, EmbeddingCodecs.decodeAny(value));
  }

  private static String line(String name, Embedding row) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-24s v%d #%d %s ",
                name,
                row.modelVersion(),
                row.sequence(),
                Instant.ofEpochMilli(row.eventTime())));
    float[] values = row.values();
    for (int i = 0; i < Math.min(VALUES, values.length); i++) {
      line.append(String.format(Locale.ROOT, " % .5f", values[i]));
    }
    if (values.length > VALUES) {
      line.append(" ... of ").append(values.length);
    }
    return line.toString();
  }

  /** An id may hold anything, but must not write over the terminal. */
  static String printable(String id) {
    StringBuilder printable = new StringBuilder();
    id.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}
