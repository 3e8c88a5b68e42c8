// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How much is remembered.
 *
 * @param partners of each vertex as a source, the newest
 * @param visitors of each vertex as a destination, the newest
 * @param companions of each vertex, in each of the three counts of co-visits
 * @param halfLives of popularity, in milliseconds
 */
public record MemoryLimits(int partners, int visitors, int companions, List<Double> halfLives) {

  private static final double MINUTE = 60_000;
  private static final double HOUR = 60 * MINUTE;

  public MemoryLimits {
    halfLives = List.copyOf(halfLives);
    if (partners < 1 || visitors < 1 || companions < 1) {
      throw new IllegalArgumentException(
          "partners, visitors and companions are at least 1; got %d, %d, %d"
              .formatted(partners, visitors, companions));
    }
    if (halfLives.isEmpty() || halfLives.stream().anyMatch(h -> !(h > 0 && h < 1e15))) {
      throw new IllegalArgumentException(
          "half-lives are above 0 milliseconds, at least one; got " + halfLives);
    }
  }

  /** 1,024 partners, 40 visitors, 1,024 companions; 20 minutes, 3 hours, a day, a week. */
  public static MemoryLimits defaults() {
    return new MemoryLimits(1024, 40, 1024, List.of(20 * MINUTE, 3 * HOUR, 24 * HOUR, 168 * HOUR));
  }

  double[] halfLivesArray() {
    return halfLives.stream().mapToDouble(Double::doubleValue).toArray();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(partners);
    out.writeInt(visitors);
    out.writeInt(companions);
    out.writeInt(halfLives.size());
    for (double halfLife : halfLives) {
      out.writeDouble(halfLife);
    }
  }

  static MemoryLimits read(DataInput in) throws IOException {
    int partners = in.readInt();
    int visitors = in.readInt();
    int companions = in.readInt();
    Double[] halfLives = new Double[in.readInt()];
    for (int h = 0; h < halfLives.length; h++) {
      halfLives[h] = in.readDouble();
    }
    return new MemoryLimits(partners, visitors, companions, List.of(halfLives));
  }
}
