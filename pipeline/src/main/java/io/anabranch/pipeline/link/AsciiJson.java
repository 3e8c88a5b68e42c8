// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON for records of which there is one for each edge: the bytes that Jackson's generator writes,
 * as long as strings are of plain ASCII and numbers are finite. Where one is not, nothing comes
 * out, and the generator is asked.
 */
final class AsciiJson {

  private static final int NUMBER = 32; // no number is longer
  private static final byte[] HEX = ascii("0123456789abcdef");

  private byte[] bytes = new byte[512];
  private int size;
  private boolean plain = true;

  /** What stands between values, ready as it is. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  AsciiJson raw(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    return this;
  }

  /** What stands between two quotes. */
  AsciiJson text(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      plain &= c >= ' ' && c < 0x7F && c != '"' && c != '\\';
      bytes[size++] = (byte) c;
    }
    return this;
  }

  AsciiJson number(long number) {
    reserve(NUMBER);
    size = NumberOutput.outputLong(number, bytes, size);
    return this;
  }

  AsciiJson number(float number) {
    plain &= Float.isFinite(number);
    return text(NumberOutput.toString(number, true));
  }

  AsciiJson number(double number) {
    plain &= Double.isFinite(number);
    return text(NumberOutput.toString(number, true));
  }

  /** Eight digits. */
  AsciiJson hex(int number) {
    reserve(Integer.BYTES * 2);
    for (int shift = Integer.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[number >>> shift & 0xF];
    }
    return this;
  }

  /** All of it; null where the generator is to be asked. */
  byte @Nullable [] bytes() {
    return plain ? Arrays.copyOf(bytes, size) : null;
  }
}
