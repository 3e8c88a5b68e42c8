// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.stage.Hubs;
import io.anabranch.pipeline.stage.LossyInlet;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.stage.WakeUps;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/** Carries a stage that takes blocks and says something to a next stage. */
abstract class SendingOperator extends StageOperator<Message> {

  private static final long serialVersionUID = 1L;
  private static final int HUB_SLICE = 500; // subscribers told before other records have a turn

  // -- runtime
  private transient Outbox outbox;
  private transient SendingStage stage;
  private transient BlockReader reader;
  private transient HubTimers hubTimers;

  SendingOperator(StageSettings settings) {
    super(settings);
  }

  /** The way to the next stage, whose deltas have that width. */
  final Inlet openOutbox(int messageWidth) {
    outbox = new Outbox(messageWidth, this::sendBlock);
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    return settings().loseOneIn() == 0
        ? outbox
        : new LossyInlet(outbox, subtask, settings().loseOneIn());
  }

  /** When the stage sends. Called before the stage is opened. */
  final Sending openSending() {
    hubTimers = new HubTimers();
    Hubs hubs =
        new Hubs(settings().hubMinSubscribers(), settings().hubBudget(), HUB_SLICE, hubTimers);
    getMetricGroup().gauge("hubsDeferred", hubs::size);
    getMetricGroup().gauge("hubStalenessMillis", () -> hubs.staleness(hubTimers.now()));
    return new Sending(hubs, settings().epsilon());
  }

  /** The stage, which takes deltas of that width. */
  final void openStage(SendingStage opened, int messageWidth) throws Exception {
    stage = opened;
    reader = new BlockReader(messageWidth);
    hubTimers.restore();
    getMetricGroup().gauge("clamped", stage::clamped);
    trim();
  }

  @Override
  final void receive(Message message) {
    reader.read(((Message.Block) message).bytes(), stage);
  }

  /** What is said without being dirty (to a new subscriber) waits in the outbox. */
  @Override
  final int pending() {
    return Math.max(stage.dirty(), outbox.size());
  }

  @Override
  final void flushStage() {
    stage.flush();
    outbox.drain();
  }

  @Override
  final void settle() {
    stage.settleHubs();
    outbox.drain();
    trim();
  }

  @Override
  final void completed(int group, String probe) {
    sendMarks(group, probe);
  }

  /**
   * The wake-ups of hubs as keyed timers, which a failure does not lose. Owner: the stage. Bound:
   * one timer for every hub that defers.
   */
  private final class HubTimers implements WakeUps, Triggerable<String, VoidNamespace> {

    private final InternalTimerService<VoidNamespace> service =
        getInternalTimerService("hubs", VoidNamespaceSerializer.INSTANCE, this);

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

    void restore() throws Exception {
      Map<String, Long> kept = new HashMap<>();
      service.forEachProcessingTimeTimer(
          (namespace, time) -> kept.put((String) getCurrentKey(), time));
      kept.forEach(stage::restoreHub);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
      stage.wake(timer.getKey());
      worked();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("hubs set no event-time timers");
    }
  }
}
