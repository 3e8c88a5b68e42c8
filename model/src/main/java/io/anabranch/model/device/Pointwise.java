// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.ElementKernels;

/** Functions of one element, with their derivatives. NaN stays NaN. */
public enum Pointwise {
  /** {@code max(x, 0)}; its derivative at 0 is 0. */
  RELU {
    @Override
    void apply(float[] x, float[] y, int from, int to) {
      for (int i = from; i < to; i++) {
        y[i] = Math.max(x[i], 0f);
      }
    }

    @Override
    void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
      ElementKernels.best().addChainedKink(x, 0f, dy, dx, from, to);
    }
  },
  /** {@code x} above 0, {@code 0.2 x} below: the slope of Veličković et al. 2018. */
  LEAKY_RELU {
    @Override
    void apply(float[] x, float[] y, int from, int to) {
      for (int i = from; i < to; i++) {
        y[i] = Math.max(x[i], LEAK * x[i]);
      }
    }

    @Override
    void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
      ElementKernels.best().addChainedKink(x, LEAK, dy, dx, from, to);
    }
  },
  /** {@code x} above 0, {@code e^x - 1} below (Clevert et al. 2016). */
  ELU {
    @Override
    void apply(float[] x, float[] y, int from, int to) {
      ElementKernels.best().elu(x, y, from, to);
    }

    /** The derivative is 1 above 0, {@code e^x = y + 1} below. */
    @Override
    void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
      for (int i = from; i < to; i++) {
        dx[i] = Math.fma(dy[i], Math.min(y[i], 0f) + 1f, dx[i]);
      }
    }
  },
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID {
    @Override
    void apply(float[] x, float[] y, int from, int to) {
      ElementKernels.best().sigmoid(x, y, from, to);
    }

    @Override
    void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
      for (int i = from; i < to; i++) {
        dx[i] = Math.fma(dy[i], y[i] * (1f - y[i]), dx[i]);
      }
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    void apply(float[] x, float[] y, int from, int to) {
      ElementKernels.best().tanh(x, y, from, to);
    }

    @Override
    void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
      for (int i = from; i < to; i++) {
        dx[i] = Math.fma(dy[i], 1f - y[i] * y[i], dx[i]);
      }
    }
  };

  private static final float LEAK = 0.2f;

  /** {@code y[i] = f(x[i])} for i = from, ..., to - 1. */
  abstract void apply(float[] x, float[] y, int from, int to);

  /** {@code dx[i] += dy[i] f'(x[i])} for i = from, ..., to - 1, where {@code y = f(x)}. */
  abstract void addChained(float[] x, float[] y, float[] dy, float[] dx, int from, int to);
}
