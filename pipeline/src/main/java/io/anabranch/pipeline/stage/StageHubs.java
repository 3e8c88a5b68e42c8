// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.store.VertexStore;
import java.util.function.Predicate;

/** The hubs of one stage: finds the vertex that is meant, and has its subscribers told. */
final class StageHubs {

  private final VertexStore<? extends SendingVertex> store;
  private final Scatter scatter;
  private final Hubs hubs;

  StageHubs(VertexStore<? extends SendingVertex> store, Scatter scatter, Sending sending) {
    this.store = store;
    this.scatter = scatter;
    this.hubs = sending.hubs();
  }

  /** See {@link SendingStage#wake}. */
  void wake(String vertex) {
    scatter.wake(vertex, store.at(vertex));
  }

  /** See {@link SendingStage#settleHubs}. */
  void settle() {
    for (String vertex : hubs.vertices()) {
      scatter.settle(vertex, store.at(vertex));
    }
  }

  /** See {@link SendingStage#forgetHubs}. */
  void forget(Predicate<String> which) {
    hubs.vertices().stream().filter(which).forEach(hubs::cancel);
  }

  /** See {@link SendingStage#restoreHub}. */
  void restore(String vertex, long time) {
    Deferral deferral = store.at(vertex).deferral;
    if (deferral != null) {
      hubs.restore(vertex, time, deferral.since);
    }
  }
}
