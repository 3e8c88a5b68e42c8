// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.Exponential;

/** Functions of one element, with their derivatives. NaN stays NaN. */
public enum Pointwise {
  /** {@code max(x, 0)}; its derivative at 0 is 0. */
  RELU {
    @Override
    float of(float x) {
      return Math.max(x, 0f);
    }

    @Override
    float derivative(float x, float y) {
      return x > 0 ? 1f : 0f;
    }

    @Override
    void apply(float[] x, float[] y, int from, int to) {
      for (int i = from; i < to; i++) {
        y[i] = Math.max(x[i], 0f);
      }
    }
  },
  /** {@code x} above 0, {@code 0.2 x} below: the slope of Veličković et al. 2018. */
  LEAKY_RELU {
    @Override
    float of(float x) {
      return x > 0 ? x : 0.2f * x;
    }

    @Override
    float derivative(float x, float y) {
      return x > 0 ? 1f : 0.2f;
    }
  },
  /** {@code x} above 0, {@code e^x - 1} below (Clevert et al. 2016). */
  ELU {
    @Override
    float of(float x) {
      return x > 0 ? x : Exponential.expMinus1(x);
    }

    @Override
    float derivative(float x, float y) {
      return x > 0 ? 1f : y + 1f;
    }
  },
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID {
    @Override
    float of(float x) {
      return Exponential.sigmoid(x);
    }

    @Override
    float derivative(float x, float y) {
      return y * (1f - y);
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    float of(float x) {
      return Exponential.tanh(x);
    }

    @Override
    float derivative(float x, float y) {
      return 1f - y * y;
    }
  };

  abstract float of(float x);

  /** At {@code x}, where the function is {@code y}. */
  abstract float derivative(float x, float y);

  /** {@code y[i] = f(x[i])} for i = from, ..., to - 1. */
  void apply(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = of(x[i]);
    }
  }

  /** {@code dx[i] += dy[i] f'(x[i])} for i = from, ..., to - 1. */
  void chain(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] = Math.fma(dy[i], derivative(x[i], y[i]), dx[i]);
    }
  }
}
