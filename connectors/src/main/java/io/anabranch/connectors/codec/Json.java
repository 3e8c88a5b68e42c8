// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** How JSON is read and written: strictly, with bounds, and from bytes. */
public final class Json {

  static final int MAX_DEPTH = 16;
  static final int MAX_NUMBER_LENGTH = 128;

  private Json() {}

  /** A factory whose parsers refuse what is deeper or longer than the bounds. */
  static JsonFactory factory(int maxBytes) {
    return JsonFactory.builder()
        // Field names come from outside: they must not fill the intern table of the JVM.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(maxBytes)
                .maxNameLength(maxBytes)
                .maxDocumentLength(maxBytes)
                .build())
        .build();
  }

  /** The bytes of one JSON object whose fields the body writes. */
  public static byte[] object(JsonFactory factory, Body body) {
    Bytes bytes = new Bytes();
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      generator.writeStartObject();
      body.write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      // Nothing is read or written outside memory: only text that is not Unicode comes here.
      throw new UncheckedIOException(e);
    }
    return bytes.all;
  }

  /**
   * A generator hands over all that fits its buffer at once: an object is most often copied once.
   */
  private static final class Bytes extends OutputStream {

    private byte[] all = {};

    @Override
    public void write(byte[] some, int from, int length) {
      int before = all.length;
      all = Arrays.copyOf(all, before + length);
      System.arraycopy(some, from, all, before, length);
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }

  static void writeFloats(JsonGenerator generator, String field, float[] values)
      throws IOException {
    generator.writeArrayFieldStart(field);
    for (float value : values) {
      generator.writeNumber(value);
    }
    generator.writeEndArray();
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator generator) throws IOException;
  }
}
