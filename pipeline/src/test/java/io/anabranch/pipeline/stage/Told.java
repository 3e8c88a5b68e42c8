// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Writes down what a stage says to the next, or emits; sums as the numbers they stand for. */
final class Told implements Inlet, EmbeddingOutlet {

  private final List<String> lines = new ArrayList<>();

  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  /** The same lines, of rows of which only those of these vertices are wanted. */
  EmbeddingOutlet wanting(Set<String> wanted) {
    return new EmbeddingOutlet() {
      @Override
      public void embedding(String vertex, float[] values, long sequence, Cause cause) {
        Told.this.embedding(vertex, values, sequence, cause);
      }

      @Override
      public void gone(String vertex, Cause cause) {
        Told.this.gone(vertex, cause);
      }

      @Override
      public boolean wants(String vertex) {
        return wanted.contains(vertex);
      }
    };
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    lines.add("self " + vertex + " " + Arrays.toString(values));
  }

  @Override
  public void gone(String vertex, Cause cause) {
    lines.add("gone " + vertex);
  }

  @Override
  public void erased(String vertex, Cause cause) {
    lines.add("erased " + vertex);
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    double[] sums =
        values == null
            ? null
            : Arrays.stream(values).mapToDouble(q -> times * q / 0x1p24).toArray();
    lines.add("delta %s %+d %s".formatted(vertex, count, Arrays.toString(sums)));
  }

  @Override
  public void mail(String vertex, String source, float[] values, long sequence, Cause cause) {
    lines.add("mail %s <- %s %s #%d".formatted(vertex, source, Arrays.toString(values), sequence));
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    lines.add("roll %s %s".formatted(vertex, roll));
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    lines.add("degree %s, layers %d: %+d".formatted(vertex, mask, change));
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    String layers = mask == LayerMask.ALL ? "" : ", layers " + mask;
    lines.add("%s -> %s, weight %s%s: %+d".formatted(source, target, weight, layers, change));
  }

  @Override
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    lines.add("%s = %s, row %d".formatted(vertex, Arrays.toString(values), sequence));
  }
}
