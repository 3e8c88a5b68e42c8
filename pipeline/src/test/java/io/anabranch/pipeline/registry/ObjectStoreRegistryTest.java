// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.files.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry where nothing but a single object appears at once, and nothing is moved over. */
class ObjectStoreRegistryTest {

  private static final URI ROOT = URI.create("objects://bucket/models");

  @BeforeEach
  @AfterEach
  void clear() {
    ObjectStore.clear();
  }

  private static SageModel model(int version) {
    return SageModel.random("m", version, new int[] {4, 8, 8}, version, true);
  }

  @Test
  void itIsARegistryLikeAnyOther() throws IOException {
    ModelRegistry registry = ModelRegistry.at(ROOT);
    for (int version = 1; version <= 3; version++) {
      registry.publish(model(version));
      registry.promote("m", version);
    }

    assertEquals(List.of("m"), registry.names());
    assertEquals(List.of(1, 2, 3), registry.versions("m"));
    assertEquals(2, registry.rollback("m").version());
    assertEquals(List.of(1), ModelRegistry.at(ROOT).latest("m").orElseThrow().before());
    assertEquals(
        ModelArtifacts.sha256(model(2)),
        ModelArtifacts.sha256(ModelRegistry.at(ROOT).read("m", 2)));
    IOException there = assertThrows(IOException.class, () -> registry.publish(model(3)));
    assertTrue(there.getMessage().endsWith("this version is there already"), there.getMessage());
  }

  /** Dies after each change in turn: whoever looks then sees the old version or the new one. */
  @Test
  void whoeverDiesWhilePublishingOrPromotingLeavesAWholeRegistry() throws IOException {
    boolean died = true;
    int deaths = 0;
    for (; died; deaths++) {
      ObjectStore.clear();
      ModelRegistry before = ModelRegistry.at(ROOT);
      before.publish(model(1));
      before.promote("m", 1);
      ObjectStore.dieAfter(deaths);
      died = isKilled(() -> publishAndPromote(before, 2));
      ObjectStore.dieAfter(Integer.MAX_VALUE);
      assertWhole(ModelRegistry.at(ROOT), died);
      int next = ModelRegistry.at(ROOT).nextVersion("m");
      publishAndPromote(ModelRegistry.at(ROOT), next);
      assertEquals(next, ModelRegistry.at(ROOT).latest("m").orElseThrow().version());
      assertFalse(ObjectStore.has(URI.create(ROOT + "/m/.latest-next")), "nothing waits");
    }
    assertTrue(deaths > 10, deaths + " changes");
  }

  private static void publishAndPromote(ModelRegistry registry, int version) throws IOException {
    registry.publish(model(version));
    registry.promote("m", version);
  }

  private static void assertWhole(ModelRegistry registry, boolean died) throws IOException {
    for (int version : registry.versions("m")) {
      assertEquals(
          ModelArtifacts.sha256(model(version)),
          ModelArtifacts.sha256(registry.read("m", version)));
    }
    int latest = registry.latest("m").orElseThrow().version();
    assertTrue(registry.versions("m").contains(latest), "version " + latest);
    assertTrue(died || latest == 2);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static boolean isKilled(Work work) throws IOException {
    try {
      work.run();
      return false;
    } catch (IOException e) {
      if (!ObjectStore.isDead()) {
        throw e;
      }
      return true;
    }
  }
}
