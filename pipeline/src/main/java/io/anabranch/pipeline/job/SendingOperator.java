// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.Hubs;
import io.anabranch.pipeline.stage.LossyInlet;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.stage.WakeUps;
import io.anabranch.pipeline.swap.SendingSlots;
import io.anabranch.pipeline.swap.StageSlot;
import io.anabranch.pipeline.swap.StageSlots;
import io.anabranch.pipeline.swap.Telling;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.store.CachedVertexStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/** Carries a stage that takes blocks and says something to a next stage. */
abstract class SendingOperator extends SlotOperator<Message> {

  private static final long serialVersionUID = 1L;
  private static final int HUB_SLICE = 500; // subscribers told before other records have a turn

  // -- runtime
  private transient HubTimers[] hubTimers; // of models with an even epoch, and with an odd one

  SendingOperator(StageSettings settings, ModelBytes modelBytes) {
    super(settings, modelBytes);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    getMetricGroup().gauge("clamped", () -> sum(SendingStage.class, SendingStage::clamped));
    getMetricGroup().gauge("nonFinite", () -> sum(SendingStage.class, this::nonFinite));
    getMetricGroup().gauge("hubsDeferred", () -> hubTimers[0].deferred() + hubTimers[1].deferred());
    getMetricGroup()
        .gauge(
            "hubStalenessMillis",
            () -> Math.max(hubTimers[0].staleness(), hubTimers[1].staleness()));
  }

  @Override
  final StageSlots newSlots(OperatorGroups groups) {
    hubTimers = new HubTimers[] {new HubTimers(0), new HubTimers(1)};
    return new SendingSlots(groups, this::openSlot, new Hands());
  }

  /** A stage, and where it keeps its vertices. */
  record Opened(SendingStage stage, CachedVertexStore<?> store) {}

  /** The length of the deltas that the stage takes. */
  abstract int widthIn(SageModel model);

  /** The length of those that it sends. */
  abstract int widthOut(SageModel model);

  /** The stage with a model. */
  abstract Opened openStage(SageModel model, KeyedBacking backing, Inlet next, Sending sending);

  abstract long nonFinite(SendingStage stage);

  private StageSlot openSlot(int epoch) {
    SageModel model = model(epoch);
    KeyedBacking backing = openBacking(epoch);
    Outbox outbox = new Outbox(epoch, widthOut(model), this::sendBlock);
    HubTimers timers = hubTimers[epoch & 1];
    Hubs hubs = new Hubs(settings().hubMinSubscribers(), settings().hubBudget(), HUB_SLICE, timers);
    Opened opened =
        openStage(model, backing, lossy(outbox), new Sending(hubs, settings().epsilon()));
    timers.serve(epoch, opened.stage, hubs);
    StageSlot slot =
        new StageSlot(
            epoch,
            backing,
            opened.store,
            opened.stage,
            opened.stage,
            new BlockReader(widthIn(model)),
            outbox,
            keysOf(backing, opened.store));
    return opened(slot);
  }

  private Inlet lossy(Outbox outbox) {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    return settings().loseOneIn() == 0
        ? outbox
        : new LossyInlet(outbox, subtask, settings().loseOneIn());
  }

  @Override
  final void handOn(Message.Model model) {
    send(model);
  }

  /** The stage before the last layer knows what was told to it. */
  @Override
  final void answer(Message message) {
    Message.Ask ask = (Message.Ask) message;
    if (ask.edge() == null) {
      send(ask);
      return;
    }
    StageSlot slot = slots().serving(ask.vertex());
    if (nextScatters(model(slot.epoch()))) {
      send(ask);
      return;
    }
    SendingStage stage = (SendingStage) slot.stage();
    EdgeEvent edge = ask.edge();
    float[] said = stage.told(edge.src(), edge.dst(), edge.weight());
    send(new Message.Told(ask.id(), edge, said, ask.of()));
  }

  /** Whether there is a stage behind the next one, so that the next is not the last layer. */
  abstract boolean nextScatters(SageModel model);

  @Override
  final void completed(int group, String probe) {
    sendMarks(group, probe);
  }

  private final class Hands implements Telling.Hands {

    @Override
    public void flush() throws Exception {
      SendingOperator.this.flush();
    }

    @Override
    public void turn(int group, int epoch) {
      sendTurns(group, epoch);
    }
  }

  /**
   * The wake-ups of hubs as keyed timers, which a failure does not lose. Owner: the stage. Bound:
   * one timer for every hub that defers. Flink wants the two services named before a state is
   * restored; each serves the model that is open in its slot.
   */
  private final class HubTimers implements WakeUps, Triggerable<String, VoidNamespace> {

    private final InternalTimerService<VoidNamespace> service;
    private int epoch;
    private volatile Hubs hubs; // null: the slot was never open

    HubTimers(int slot) {
      service =
          getInternalTimerService(
              StateNames.slotted("hubs", slot), VoidNamespaceSerializer.INSTANCE, this);
    }

    /** Wakes the hubs of a stage from now on, those that are set already too. */
    void serve(int opened, SendingStage stage, Hubs own) {
      epoch = opened;
      hubs = own;
      Map<String, Long> kept = new HashMap<>();
      try {
        service.forEachProcessingTimeTimer(
            (namespace, time) -> kept.put((String) getCurrentKey(), time));
      } catch (Exception e) {
        throw new IllegalStateException("the timers of hubs cannot be listed", e);
      }
      kept.forEach(stage::restoreHub);
    }

    int deferred() {
      return hubs == null ? 0 : hubs.size();
    }

    long staleness() {
      return hubs == null ? 0 : hubs.staleness(now());
    }

    @Override
    public long now() {
      return getProcessingTimeService().getCurrentProcessingTime();
    }

    @Override
    public void set(String vertex, long time) {
      setCurrentKey(vertex);
      service.registerProcessingTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void cancel(String vertex, long time) {
      setCurrentKey(vertex);
      service.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
      ((SendingStage) slots().at(epoch).stage()).wake(timer.getKey());
      worked();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("hubs set no event-time timers");
    }
  }
}
