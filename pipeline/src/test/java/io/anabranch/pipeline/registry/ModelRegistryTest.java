// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {

  @TempDir Path directory;
  private ModelRegistry registry;

  @BeforeEach
  void open() throws IOException {
    registry = ModelRegistry.at(directory.resolve("models").toUri());
  }

  private static SageModel model(int version) {
    return SageModel.random("payments", version, new int[] {4, 8, 8}, version, true);
  }

  @Test
  void usageExample() throws IOException {
    registry.publish(model(1));
    registry.promote("payments", 1);
    registry.publish(model(2));
    registry.promote("payments", 2);

    assertEquals(List.of("payments"), registry.names());
    assertEquals(List.of(1, 2), registry.versions("payments"));
    assertEquals(3, registry.nextVersion("payments"));
    assertEquals(2, registry.latest("payments").orElseThrow().version());
    assertArrayEquals(
        ModelArtifacts.toBytes(model(2)).safetensors(),
        ModelArtifacts.toBytes(registry.read("payments", 2)).safetensors());
    assertEquals(
        ModelArtifacts.sha256(model(2)), registry.latest("payments").orElseThrow().sha256());

    assertEquals(1, registry.rollback("payments").version());
    assertEquals(1, registry.latest("payments").orElseThrow().version());
  }

  @Test
  void an_artifact_of_the_registry_is_one_for_everybody() throws IOException {
    registry.publish(model(1));

    assertEquals(1, ModelArtifacts.read(directory.resolve("models/payments/1")).version());
  }

  @Test
  void rollbacks_go_back_step_by_step_until_the_first() throws IOException {
    for (int version = 1; version <= 3; version++) {
      registry.publish(model(version));
      registry.promote("payments", version);
    }
    registry.promote("payments", 1); // forward to an old one
    assertEquals(List.of(1, 2, 3), registry.latest("payments").orElseThrow().before());

    assertEquals(3, registry.rollback("payments").version());
    assertEquals(2, registry.rollback("payments").version());
    assertEquals(1, registry.rollback("payments").version());
    IOException refused = assertThrows(IOException.class, () -> registry.rollback("payments"));
    assertTrue(refused.getMessage().endsWith("there is nothing to go back to"));
  }

  @Test
  void a_version_is_never_overwritten() throws IOException {
    registry.publish(model(1));
    SageModel other = SageModel.random("payments", 1, new int[] {4, 8, 8}, 99, true);

    IOException refused = assertThrows(IOException.class, () -> registry.publish(other));

    assertTrue(refused.getMessage().endsWith("this version is there already"));
    assertEquals(
        ModelArtifacts.sha256(model(1)), ModelArtifacts.sha256(registry.read("payments", 1)));
  }

  @Test
  void a_damaged_version_is_not_promoted_and_the_latest_stays() throws IOException {
    registry.publish(model(1));
    registry.promote("payments", 1);
    registry.publish(model(2));
    Path weights = directory.resolve("models/payments/2/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 5] ^= 1;
    Files.write(weights, bytes);

    IOException refused = assertThrows(IOException.class, () -> registry.promote("payments", 2));

    assertTrue(refused.getMessage().contains("expected SHA-256"), refused.getMessage());
    assertEquals(1, registry.latest("payments").orElseThrow().version());
  }

  @Test
  void a_version_that_is_another_one_is_refused() throws IOException {
    registry.publish(model(1));
    Files.move(directory.resolve("models/payments/1"), directory.resolve("models/payments/7"));

    IOException refused = assertThrows(IOException.class, () -> registry.read("payments", 7));

    assertTrue(
        refused.getMessage().endsWith("expected payments version 7; got payments version 1"));
  }

  @Test
  void what_a_killed_publication_leaves_is_no_version() throws IOException {
    registry.publish(model(1));
    Files.createDirectory(directory.resolve("models/payments/.2-0000"));
    Files.createDirectory(directory.resolve("models/payments/02"));

    assertEquals(List.of(1), registry.versions("payments"));
  }

  @Test
  void no_name_leads_out_of_the_registry() {
    for (String name : List.of("../payments", "a/b", "", "..")) {
      assertThrows(RegistryException.class, () -> registry.read(name, 1), name);
      assertThrows(RegistryException.class, () -> registry.promote(name, 1), name);
    }
  }

  @Test
  void a_registry_that_cannot_be_written_says_so_and_leaves_nothing() throws IOException {
    Files.writeString(directory.resolve("models"), "a file, not a directory");

    IOException refused = assertThrows(IOException.class, () -> registry.publish(model(1)));

    assertTrue(refused.getMessage().contains("cannot be written"), refused.getMessage());
  }

  @Test
  void a_pointer_of_a_newer_format_is_refused() throws IOException {
    registry.publish(model(1));
    registry.promote("payments", 1);
    Files.writeString(directory.resolve("models/payments/latest"), "{\"format\":2}");

    IOException refused = assertThrows(IOException.class, () -> registry.latest("payments"));

    assertTrue(refused.getMessage().endsWith("expected format 1 to 1; got 2"));
  }

  @Test
  void an_empty_registry_has_no_models() throws IOException {
    assertEquals(List.of(), registry.names());
    assertEquals(Optional.empty(), registry.latest("payments"));
    assertEquals(1, registry.nextVersion("payments"));
  }
}
