// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Files of one JSON object each, read token by token, since they may be larger than memory is. */
final class JsonFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Takes the value of a field, at whose first token the parser stands, and ends at its last. */
  interface Field<T> {
    T read(JsonParser parser, String name) throws IOException;
  }

  private JsonFile() {}

  /** All fields, by name. */
  static <T> Map<String, T> readMap(Path file, Field<T> field) {
    Map<String, T> values = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(Files.newBufferedReader(file))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw GraphSageReader.error(file, "one JSON object; got " + parser.currentToken());
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        values.put(name, field.read(parser, name));
      }
      return values;
    } catch (NoSuchFileException e) {
      throw new DataSetException(file + " is not there", e);
    } catch (JsonProcessingException e) {
      throw new DataSetException(
          file.getFileName() + ": malformed JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DataSetException(file + " cannot be read", e);
    }
  }
}
