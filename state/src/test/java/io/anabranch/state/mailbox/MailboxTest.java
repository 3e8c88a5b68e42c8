// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final Mailbox mailbox = new Mailbox();

  @Test
  void usageExample() throws IOException {
    assertTrue(mailbox.put("a", 1, new float[] {1}));
    assertTrue(mailbox.put("b", 1, new float[] {2}));
    assertTrue(mailbox.put("a", 2, new float[] {3}));
    assertEquals(Set.of(2f, 3f), words(mailbox));
    assertArrayEquals(new float[] {3}, mailbox.word("a"));
    assertNull(mailbox.word("c"));
    DataOutputSerializer out = new DataOutputSerializer(64);
    mailbox.write(out);
    Mailbox read = Mailbox.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertEquals(Set.of(2f, 3f), words(read));
    assertFalse(read.put("a", 1, new float[] {9}), "the count of words is kept, too");
  }

  @Test
  void anOlderWordNeitherReplacesNorTakesBack() {
    mailbox.put("a", 5, new float[] {1});
    assertFalse(mailbox.put("a", 4, new float[] {2}));
    assertFalse(mailbox.put("a", 4, null));
    assertEquals(Set.of(1f), words(mailbox));
  }

  @Test
  void wordsTakenBackLeaveNothing() {
    assertFalse(mailbox.put("a", 1, null));
    mailbox.put("a", 2, new float[] {1});
    assertTrue(mailbox.put("a", 3, null));
    assertTrue(mailbox.isEmpty());
    assertEquals(0, mailbox.size());
  }

  private static Set<Float> words(Mailbox mailbox) {
    Set<Float> words = new TreeSet<>();
    mailbox.forEach((source, values) -> words.add(values[0]));
    return words;
  }
}
