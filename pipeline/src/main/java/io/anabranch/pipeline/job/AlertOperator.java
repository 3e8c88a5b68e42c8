// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertDesk;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Candidate;
import io.anabranch.pipeline.alert.FiredWindows;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries the alert desk, keyed by rule and the rule's key: what comes here exceeds a limit.
 *
 * <p>Time is the horizon of the edge topic, as of the last checkpoint's barrier. Clocks come
 * straight from the gate, scores through all stages, so a clock is ahead of the scores behind it;
 * but a barrier is aligned, and stages flush before it: at the barrier every score of an event
 * before the gate's barrier has come, and no event behind it is older than the horizon that the
 * gate had told by then.
 *
 * <p>State. Windows that had their alert: one value a key, with an entry for each open window, and
 * a timer at its end; goes when all its windows are over. Clocks: one value a key group.
 */
final class AlertOperator extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<AlertInput, Alert>, Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  /** Names of states: never change one. */
  private static final String WINDOWS = "fired-windows";

  private static final String TIMERS = "window-ends";

  // -- configuration
  private final ArrayList<AlertRule> rules;

  // -- runtime
  private transient AlertDesk desk;
  private transient KeyedControls controls;
  private transient ValueState<byte[]> windows;
  private transient InternalTimerServiceImpl<String, VoidNamespace> timers;
  private transient long horizon;
  private transient StreamRecord<Alert> outgoing;
  private transient Counter alerts;
  private transient Counter repeated;

  AlertOperator(List<AlertRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  @Override
  @SuppressWarnings("unchecked") // the only implementation there is for synchronous state
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    desk = new AlertDesk(rules);
    controls =
        new KeyedControls(
            this::setCurrentKey, getKeyedStateStore(), KeyedGroups.ownedBy(getRuntimeContext()));
    windows =
        getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    WINDOWS, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    timers =
        (InternalTimerServiceImpl<String, VoidNamespace>)
            this.<String, VoidNamespace>getInternalTimerService(
                TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    horizon = controls.horizon(InputTopic.EDGES);
    outgoing = new StreamRecord<>(null);
    alerts = getMetricGroup().counter("alerts");
    repeated = getMetricGroup().counter("alertsRepeated");
  }

  @Override
  public void processElement(StreamRecord<AlertInput> element) throws Exception {
    AlertInput input = element.getValue();
    if (input.candidate() == null) {
      controls
          .change(input.clock().group())
          .horizon(InputTopic.EDGES)
          .hear(input.clock().partition(), input.clock().partitions(), input.clock().time());
      return;
    }
    raise(input.candidate());
  }

  private void raise(Candidate candidate) throws IOException {
    byte[] kept = windows.value();
    FiredWindows fired =
        kept == null
            ? new FiredWindows()
            : FiredWindows.fromBytes(Sealed.unseal(candidate.key(), kept));
    Optional<Alert> alert = desk.first(candidate, horizon, fired);
    if (alert.isEmpty()) {
      repeated.inc();
      return;
    }
    windows.update(Sealed.seal(candidate.key(), fired.toBytes()));
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, desk.end(candidate, horizon));
    alerts.inc();
    output.collect(outgoing.replace(alert.get()));
  }

  /** A window of the key is over. */
  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    byte[] kept = windows.value();
    if (kept == null) {
      return;
    }
    FiredWindows fired = FiredWindows.fromBytes(Sealed.unseal(timer.getKey(), kept));
    fired.forget(timer.getTimestamp());
    windows.update(fired.isEmpty() ? null : Sealed.seal(timer.getKey(), fired.toBytes()));
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("alerts set no processing-time timers");
  }

  /** The barrier is here: the horizon of all that came before it is safe. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    horizon = controls.horizon(InputTopic.EDGES);
    timers.advanceWatermark(horizon);
    controls.writeBack();
    super.snapshotState(context);
  }

  /** Time comes as clocks. */
  @Override
  public void processWatermark(Watermark mark) {}
}
