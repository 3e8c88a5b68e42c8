// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A schema of this package's resources, and the CRC-64-AVRO fingerprint that stands before every
 * value of it. Documentation and defaults do not enter the fingerprint; names and types do.
 */
record AvroSchema(Schema schema, long fingerprint) {

  static AvroSchema load(String resource) {
    try (InputStream in = AvroSchema.class.getResourceAsStream(resource)) {
      Schema schema = new Schema.Parser().parse(in);
      return new AvroSchema(schema, SchemaNormalization.parsingFingerprint64(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " is not on the class path", e);
    }
  }
}
