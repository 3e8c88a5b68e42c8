// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.training.Meeting;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageFormatTest {

  @Test
  void messagesComeBack() {
    for (Message message :
        List.of(
            new Message.Hello("nd4j on gpu 3", "7@host"),
            new Message.Begin(List.of("cpu", "cpu"), 2),
            new Message.OfAccount(new Meeting.Account(0.1f, 1L << 40, 0.2, 0.3)),
            new Message.OfEpoch(new Epoch(3, 0.1f, 0.2, 0.3)),
            new Message.End(70_000, 64, List.of("fraud", "good")))) {
      assertEquals(message, MessageFormat.read(MessageFormat.write(message)));
    }
  }

  @Test
  void valuesComeBackBitForBit() {
    float[] values = {-0.0f, Float.MIN_VALUE, Float.NaN, 0.1f};
    Message.OfPart part =
        (Message.OfPart)
            MessageFormat.read(
                MessageFormat.write(new Message.OfPart(new Meeting.Part(values, 5, true))));
    assertArrayEquals(values, part.part().values());
    assertEquals(5, part.part().items());
    assertEquals(true, part.part().done());
    Message.Weights weights =
        (Message.Weights) MessageFormat.read(MessageFormat.write(new Message.Weights(values)));
    assertArrayEquals(values, weights.values());
  }

  @Test
  void aMessageThatEndsEarlyIsTold() {
    byte[] whole = MessageFormat.write(new Message.End(1, 2, List.of("a")));
    assertThrows(
        UncheckedIOException.class,
        () -> MessageFormat.read(Arrays.copyOf(whole, whole.length - 1)));
  }

  @Test
  void largeMessagesTravelInPiecesBelowTheLimitOfFlink() {
    for (int size : new int[] {0, 1, Chunk.SIZE, Chunk.SIZE + 1, 3 * Chunk.SIZE + 17}) {
      byte[] message = new byte[size];
      new SplittableRandom(size).nextBytes(message);
      List<Chunk> chunks = Chunk.cut(message);
      Chunk.Assembly assembly = new Chunk.Assembly();
      for (int round = 0; round < 2; round++) { // an assembly serves one message after the other
        for (Chunk chunk : chunks.subList(0, chunks.size() - 1)) {
          assertEquals(Chunk.SIZE, chunk.bytes().length);
          assertNull(assembly.add(chunk));
        }
        assertArrayEquals(message, assembly.add(chunks.get(chunks.size() - 1)));
      }
    }
  }

  @Test
  void aMissingPieceIsTold() {
    List<Chunk> chunks = Chunk.cut(new byte[2 * Chunk.SIZE]);
    Exception e =
        assertThrows(IllegalStateException.class, () -> new Chunk.Assembly().add(chunks.get(1)));
    assertEquals("expected piece 0 of a message; got 1 of 2", e.getMessage());
  }

  @Test
  void parametersBeyondTheLimitAreRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Chunk.cut(new byte[Chunk.MOST * Chunk.SIZE + 1]));
    assertEquals(
        "an executor's parameters are at most 256 MiB; got 268435457 bytes", e.getMessage());
  }
}
