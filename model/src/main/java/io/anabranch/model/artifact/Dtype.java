// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of floating-point elements in the safetensors format. A double holds each of them. */
enum Dtype {
  F64(8) {
    @Override
    double next(ByteBuffer data) {
      return data.getDouble();
    }
  },
  F32(4) {
    @Override
    double next(ByteBuffer data) {
      return data.getFloat();
    }
  },
  /** The upper half of an F32. */
  BF16(2) {
    @Override
    double next(ByteBuffer data) {
      return Float.intBitsToFloat(data.getShort() << 16);
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    double next(ByteBuffer data) {
      int bits = data.getShort();
      int exponent = bits >> 10 & 0x1F;
      int fraction = bits & 0x3FF;
      double magnitude =
          switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(0x400 + fraction, exponent - 25);
          };
      return bits < 0 ? -magnitude : magnitude;
    }
  };

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** The type of that name, if it is one of floating-point numbers. */
  static Optional<Dtype> of(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  /** All elements in the rest of the data. */
  double[] read(ByteBuffer data) {
    double[] values = new double[data.remaining() / bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] = next(data);
    }
    return values;
  }

  abstract double next(ByteBuffer data);
}
