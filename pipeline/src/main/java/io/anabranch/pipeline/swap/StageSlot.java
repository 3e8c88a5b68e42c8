// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.store.Backing;
import io.anabranch.state.store.CachedVertexStore;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stage with one model, and what it keeps.
 *
 * @param inlet what is told to the stage goes in here
 * @param outbox the way to the next stage's slot of the same epoch; null behind the last layer
 * @param keys all vertices that are kept now, some perhaps twice
 */
public record StageSlot(
    int epoch,
    Backing backing,
    CachedVertexStore<?> store,
    Stage stage,
    Inlet inlet,
    BlockReader reader,
    @Nullable Outbox outbox,
    Supplier<Iterator<String>> keys) {

  void read(byte[] block) {
    reader.read(block, inlet);
  }

  /** What is said without being dirty (to a new subscriber) waits in the outbox. */
  int pending() {
    return outbox == null ? stage.dirty() : Math.max(stage.dirty(), outbox.size());
  }

  /** True when a vertex waits to be computed, and so may not be put away. */
  boolean isDirty() {
    return stage.dirty() > 0;
  }

  void flush() {
    stage.flush();
    drain();
  }

  private void drain() {
    if (outbox != null) {
      outbox.drain();
    }
  }

  /** Says what was put off, too. */
  void settle() {
    if (stage instanceof SendingStage sending) {
      sending.settleHubs();
      drain();
    }
  }

  void forgetHubs(Predicate<String> which) {
    if (stage instanceof SendingStage sending) {
      sending.forgetHubs(which);
    }
  }

  /** Removes what is kept of a vertex. The slot is not used any more. */
  void clear(String vertex) {
    backing.clear(vertex);
  }
}
