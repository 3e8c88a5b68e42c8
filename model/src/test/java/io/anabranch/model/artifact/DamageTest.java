// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.layer.SageModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A damaged artifact is refused by an {@link ArtifactException} and by nothing else. */
class DamageTest {

  private final SageModel model = Artifacts.tiny();
  private final ArtifactBytes intact = ModelArtifacts.toBytes(model);

  @Test
  void everyFlippedBitOfTheWeightsIsFound() {
    for (int bit = 0; bit < intact.safetensors().length * 8; bit++) {
      byte[] damaged = flip(intact.safetensors(), bit);
      assertThrows(ArtifactException.class, () -> ModelArtifacts.fromBytes(damaged, intact.card()));
    }
  }

  @Test
  void everyTruncationIsFound() {
    for (int length = 0; length < intact.safetensors().length; length++) {
      byte[] cut = Arrays.copyOf(intact.safetensors(), length);
      assertThrows(ArtifactException.class, () -> ModelArtifacts.fromBytes(cut, intact.card()));
      assertThrows(ArtifactException.class, () -> Artifacts.withWeights(model, cut));
    }
    for (int length = 0; length < intact.card().length - 1; length++) { // the last is a newline
      byte[] cut = Arrays.copyOf(intact.card(), length);
      assertThrows(
          ArtifactException.class, () -> ModelArtifacts.fromBytes(intact.safetensors(), cut));
    }
  }

  @Test
  void extraBytesAreFound() {
    byte[] longer = Arrays.copyOf(intact.safetensors(), intact.safetensors().length + 1);
    assertThrows(ArtifactException.class, () -> Artifacts.withWeights(model, longer));
    byte[] card = Arrays.copyOf(intact.card(), intact.card().length + 1);
    assertThrows(
        ArtifactException.class, () -> ModelArtifacts.fromBytes(intact.safetensors(), card));
  }

  /** Damage from before the checksum was taken: refused, or a model of the same shape. */
  @Test
  void flippedBitsBehindAFittingChecksumDoNoHarm() {
    for (int bit = 0; bit < intact.safetensors().length * 8; bit++) {
      byte[] damaged = flip(intact.safetensors(), bit);
      assertRefusedOrSameShape(() -> Artifacts.withWeights(model, damaged));
    }
  }

  /** The card has no checksum of its own; what it says of the weights must fit them. */
  @Test
  void flippedBitsOfTheCardDoNoHarm() {
    for (int bit = 0; bit < intact.card().length * 8; bit++) {
      byte[] damaged = flip(intact.card(), bit);
      assertRefusedOrSameShape(() -> ModelArtifacts.fromBytes(intact.safetensors(), damaged));
    }
  }

  private interface Reading {
    SageModel read() throws ArtifactException;
  }

  private static void assertRefusedOrSameShape(Reading reading) {
    try {
      SageModel read = reading.read();
      assertEquals(2, read.inputWidth());
      assertEquals(2, read.outputWidth());
      assertEquals(2, read.depth());
    } catch (ArtifactException expected) {
      // Refused, as it should be.
    }
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] damaged = bytes.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    return damaged;
  }
}
