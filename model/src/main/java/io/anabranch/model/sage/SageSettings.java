// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.layer.Activation;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network.
 *
 * @param layers at least 1
 * @param memory width of the hidden state of {@link Aggregation#LSTM}, of no meaning without; 0: as
 *     wide as a layer's input, which is the form that is served
 * @param dropout rate before each layer
 * @param weightDecay of all weights but biases
 */
public record SageSettings(
    Aggregation aggregation, List<LayerShape> layers, int memory, float dropout, float weightDecay)
    implements Serializable {

  public SageSettings {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network has at least 1 layer; got none");
    }
    if (memory < 0) {
      throw new IllegalArgumentException("a memory is at least 0 wide; got " + memory);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is at least 0 and below 1; got " + dropout);
    }
  }

  /**
   * RELU after every layer but the last, no dropout, no weight decay; a memory as wide as the first
   * layer's output.
   *
   * @param normalise whether every layer scales its outputs to length 1
   * @param widths of the layers' outputs
   */
  public static SageSettings of(Aggregation aggregation, boolean normalise, int... widths) {
    List<LayerShape> layers =
        IntStream.range(0, widths.length)
            .mapToObj(l -> new LayerShape(widths[l], activation(l, widths.length), normalise))
            .toList();
    return new SageSettings(aggregation, layers, widths.length == 0 ? 1 : widths[0], 0, 0);
  }

  private static Activation activation(int l, int depth) {
    return l + 1 < depth ? Activation.RELU : Activation.NONE;
  }

  /** The same with other penalties. */
  public SageSettings with(float dropout, float weightDecay) {
    return new SageSettings(aggregation, layers, memory, dropout, weightDecay);
  }

  /** Of a layer that hears {@code in} elements. */
  int memoryOf(int in) {
    return memory == 0 ? in : memory;
  }

  public int depth() {
    return layers.size();
  }
}
