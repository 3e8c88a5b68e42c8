// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenTransactionTest {

  @Test
  void itIsFoundByIdProducerAndEpoch() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(42);
    out.writeShort(3); // as the sink's committer writes one
    out.writeLong(1_000);
    out.writeUTF("anabranch-0-1");
    byte[] metadata = bytes.toByteArray();

    assertTrue(new OpenTransaction("anabranch-0-1", 1_000, (short) 3).isNamedIn(metadata));
    assertFalse(new OpenTransaction("anabranch-0-1", 1_000, (short) 4).isNamedIn(metadata));
    assertFalse(new OpenTransaction("anabranch-0-1", 1_001, (short) 3).isNamedIn(metadata));
    assertFalse(new OpenTransaction("anabranch-0-2", 1_000, (short) 3).isNamedIn(metadata));
  }
}
