// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.LstmCell;
import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;

/**
 * A layer of long short-term memory over a sequence of words; h and c begin at zero. Order of
 * operations of a gate: the two biases, added; fma over the elements of the word; fma over those of
 * the output before; {@link LstmCell}. Stateless and thread-safe but for a hearing.
 */
final class Lstm {

  private final int width;
  private final Affine input;
  private final Affine recurrent; // its bias is in the input's

  Lstm(LstmWeights weights, RowKernels kernels) {
    this.width = weights.width();
    float[] bias = weights.inputBias();
    float[] second = weights.recurrentBias();
    for (int i = 0; i < bias.length; i++) {
      bias[i] += second[i];
    }
    this.input = new Affine(kernels, width, weights.input(), bias);
    this.recurrent = new Affine(kernels, width, weights.recurrent(), bias);
  }

  int width() {
    return width;
  }

  Hearing hearing() {
    return new Sequence();
  }

  private final class Sequence implements Hearing {

    private int size;
    private float[] words = new float[4 * width]; // size x width
    private float[] gates = new float[0]; // of the words alone, size x 4 width
    private final float[] step = new float[LstmWeights.GATES * width];
    private final float[] c = new float[width];
    private final float[] h = new float[width];

    @Override
    public void begin(float[] self, int off) {
      size = 0;
    }

    @Override
    public void hear(float[] word, int off) {
      if (words.length == size * width) {
        words = Arrays.copyOf(words, 2 * words.length);
      }
      System.arraycopy(word, off, words, size++ * width, width);
    }

    @Override
    public void end(float[] out, int off) {
      if (gates.length < size * step.length) {
        gates = new float[size * step.length];
      }
      input.apply(size, words, gates);
      Arrays.fill(c, 0f);
      Arrays.fill(h, 0f);
      for (int t = 0; t < size; t++) {
        System.arraycopy(gates, t * step.length, step, 0, step.length);
        recurrent.multiplyAdd(1, h, step);
        LstmCell.step(step, width, c, h);
      }
      System.arraycopy(h, 0, out, off, width);
    }
  }
}
