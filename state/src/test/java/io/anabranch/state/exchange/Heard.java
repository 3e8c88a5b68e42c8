// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stage that writes down what it is told. */
public final class Heard implements Inlet {

  private final List<String> lines = new ArrayList<>();
  private final List<Cause> causes = new ArrayList<>();

  /** What was told since the last call, in order. */
  public List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    causes.clear();
    return taken;
  }

  /** Why it was told, in order. */
  public List<Cause> causes() {
    return causes;
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    say("self " + vertex + " " + Arrays.toString(values), cause);
  }

  @Override
  public void gone(String vertex, Cause cause) {
    say("gone " + vertex, cause);
  }

  @Override
  public void erased(String vertex, Cause cause) {
    say("erased " + vertex, cause);
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    long[] product = values == null ? null : Arrays.stream(values).map(q -> times * q).toArray();
    say("delta %s %+d %s".formatted(vertex, count, Arrays.toString(product)), cause);
  }

  @Override
  public void mail(String vertex, String source, float[] values, long sequence, Cause cause) {
    say("mail %s <- %s %s #%d".formatted(vertex, source, Arrays.toString(values), sequence), cause);
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    say("roll %s %s".formatted(vertex, roll), cause);
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    say("degree %s%s %+d".formatted(vertex, layers(mask), change), cause);
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    say("%s -> %s, %s: %+d".formatted(source, target, what(weight, mask), change), cause);
  }

  private static String what(float weight, int mask) {
    return "weight " + weight + layers(mask);
  }

  private static String layers(int mask) {
    return mask == LayerMask.ALL ? "" : ", layers " + mask;
  }

  private void say(String line, Cause cause) {
    lines.add(line);
    causes.add(cause);
  }
}
