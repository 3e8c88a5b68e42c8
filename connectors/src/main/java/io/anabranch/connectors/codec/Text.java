// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Small questions to text: is it UTF-8, how long is it there, is it whole. */
final class Text {

  private Text() {}

  /** The text, cut to a number of characters, with dots where something is missing. */
  static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max - 3) + "...";
  }

  /** What is wrong with a text that is to be an id or label; null when nothing is. */
  static @Nullable String idFault(String text, String field, int maxBytes) {
    int length = utf8Length(text);
    if (length == 0) {
      return "'" + field + "' is empty";
    } else if (length < 0) {
      return "'" + field + "' holds U+0000 or half of a surrogate pair";
    }
    return length <= maxBytes
        ? null
        : "'%s' has %d bytes, at most %d are allowed: %s"
            .formatted(field, length, maxBytes, cut(text, 40));
  }

  /** Whether the bytes are UTF-8 without a zero byte. JSON holds no zero byte, UTF-16 does. */
  static boolean isUtf8WithoutZero(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
      ascii &= b > 0;
    }
    return ascii || decodes(bytes);
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The length in UTF-8, or -1 if the text holds U+0000 or half of a surrogate pair. */
  static int utf8Length(String text) {
    int length = text.length();
    int bytes = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return -1;
      } else if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }
}
