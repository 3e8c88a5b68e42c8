// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The in-edges of a vertex that some layer takes, one by one, in the order of their events: the
 * order in which a layer hears the sources where that matters. Each edge has the layers that take
 * it as bits, seen from the layer that has the roll: bit 0 is that layer itself. Immutable.
 */
public final class Roll {

  /** No in-edges. */
  public static final Roll EMPTY = new Roll(new String[0], new int[0]);

  private final String[] sources;
  private final int[] masks;

  private Roll(String[] sources, int[] masks) {
    this.sources = sources;
    this.masks = masks;
  }

  /**
   * A roll of as many edges as there are masks.
   *
   * @param masks see {@link LayerMask}; none is 0
   */
  public static Roll of(String[] sources, int[] masks) {
    if (sources.length != masks.length) {
      throw new IllegalArgumentException(
          "a roll of %d sources has %d masks".formatted(sources.length, masks.length));
    }
    return new Roll(sources.clone(), masks.clone());
  }

  /** The sources that the layer itself hears, in order. */
  public String[] own() {
    String[] own = new String[sources.length];
    int size = 0;
    for (int i = 0; i < sources.length; i++) {
      if (LayerMask.takesNext(masks[i])) {
        own[size++] = sources[i];
      }
    }
    return Arrays.copyOf(own, size);
  }

  /** The roll as the next layer is to have it. */
  public Roll onward() {
    String[] onwardSources = new String[sources.length];
    int[] onwardMasks = new int[sources.length];
    int size = 0;
    for (int i = 0; i < sources.length; i++) {
      int mask = LayerMask.onward(masks[i]);
      if (mask != 0) {
        onwardSources[size] = sources[i];
        onwardMasks[size++] = mask;
      }
    }
    return new Roll(Arrays.copyOf(onwardSources, size), Arrays.copyOf(onwardMasks, size));
  }

  void write(DataOutputView out) throws IOException {
    Wire.writeVarint(out, sources.length);
    for (int i = 0; i < sources.length; i++) {
      Wire.writeString(out, sources[i]);
      Wire.writeSigned(out, masks[i]);
    }
  }

  static Roll read(DataInputView in) throws IOException {
    int size = (int) Wire.readVarint(in);
    String[] sources = new String[size];
    int[] masks = new int[size];
    for (int i = 0; i < size; i++) {
      sources[i] = Wire.readString(in);
      masks[i] = (int) Wire.readSigned(in);
    }
    return new Roll(sources, masks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roll roll
        && Arrays.equals(sources, roll.sources)
        && Arrays.equals(masks, roll.masks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sources) + Arrays.hashCode(masks);
  }

  @Override
  public String toString() {
    return Arrays.toString(sources) + Arrays.toString(masks);
  }
}
