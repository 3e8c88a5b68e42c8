// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.ScatterStage;
import io.anabranch.pipeline.stage.ScatterVertex;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.state.control.GroupEpochs;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scatter with two models: everybody is served by epoch 0, epoch 1 is told what there is. */
class StageSlotsTest {

  private final SageModel model = SageModel.random("m", 1, new int[] {2, 2}, 1, false);
  private final List<Integer> said = new ArrayList<>(); // epochs of the blocks
  private final OneEpochEach groups = new OneEpochEach();
  private final StageSlots slots = new SendingSlots(groups, this::open, new NoHands());

  @Test
  void whatIsSaidForAModelThatNobodyIsServedByWaits() throws Exception {
    tell(0, "a");
    tell(1, "b");
    assertEquals(1, slots.pending());
    assertEquals(1, slots.pendingAhead());
    slots.flushServed();
    assertEquals(List.of(0), said);
    assertEquals(0, slots.pending());
    assertEquals(1, slots.pendingAhead());
    slots.flush();
    assertEquals(List.of(0, 1), said);
    assertEquals(0, slots.pendingAhead());
  }

  @Test
  void aStoreIsNotTouchedWhileAVertexOfItIsDirty() throws Exception {
    tell(0, "a");
    tell(1, "b");
    slots.flushServed();
    assertEquals(1, storesAtRest());
    Exception e = assertThrows(IllegalStateException.class, () -> slots.forEachStore(store -> {}));
    assertEquals("expected that all is flushed, epoch 1 is not", e.getMessage());
    slots.flush();
    assertEquals(2, storesAtRest());
    slots.forEachStore(CachedVertexStore::writeBack);
  }

  @Test
  void itWaitsNoLongerOnceAGroupIsServedByIt() throws Exception {
    int group = KeyGroups.of("b");
    groups.change(group).begin(1);
    for (int from = 0; from < KeyGroups.COUNT; from++) {
      slots.receive(new Message.Turn(group, 1, from));
    }
    said.clear();
    tell(1, "b");
    assertEquals(0, slots.pendingAhead());
    slots.flushServed();
    assertEquals(List.of(1), said);
  }

  private int storesAtRest() {
    int[] stores = new int[1];
    slots.forEachStoreAtRest(store -> stores[0]++);
    return stores[0];
  }

  /** A vertex has features. */
  private void tell(int epoch, String vertex) {
    Outbox outbox = new Outbox(epoch, 2, slots::receive);
    outbox.self(vertex, new float[] {1, 2}, new Cause(1, 1));
    outbox.drain();
  }

  private StageSlot open(int epoch) {
    MapBacking backing = new MapBacking();
    CachedVertexStore<ScatterVertex> store =
        new CachedVertexStore<>(backing, new ScatterFormat(), 10);
    Outbox outbox = new Outbox(epoch, 2, block -> said.add(block.epoch()));
    ScatterStage stage = new ScatterStage(store, outbox, model.layer(0), false, Sending.plain());
    return new StageSlot(
        epoch,
        backing,
        store,
        stage,
        stage,
        new BlockReader(2),
        outbox,
        () -> List.<String>of().iterator());
  }

  private static final class NoHands implements Telling.Hands {

    @Override
    public void flush() {}

    @Override
    public void turn(int group, int epoch) {}
  }

  private static final class OneEpochEach implements Groups {

    private final List<GroupEpochs> epochs =
        IntStream.range(0, KeyGroups.COUNT).mapToObj(group -> new GroupEpochs()).toList();

    @Override
    public List<Integer> owned() {
      return IntStream.range(0, KeyGroups.COUNT).boxed().toList();
    }

    @Override
    public GroupEpochs at(int group) {
      return epochs.get(group);
    }

    @Override
    public GroupEpochs change(int group) {
      return epochs.get(group);
    }
  }
}
