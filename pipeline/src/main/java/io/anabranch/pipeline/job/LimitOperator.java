// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.AdaptiveLimit;
import io.anabranch.pipeline.alert.AlertLimits;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries the limits of rules, keyed by the vertex that a score is of. For scores of edges and of
 * vertices it is chained to where they are computed; those of rings, which are few, come to it.
 *
 * <p>State: what adaptive limits have seen, one value a rule and key group.
 */
final class LimitOperator extends AbstractStreamOperator<AlertInput>
    implements OneInputStreamOperator<Signal, AlertInput> {

  private static final long serialVersionUID = 1L;

  /** The name of states begins so: never change it. */
  private static final String SKETCH = "sketch-";

  // -- configuration
  private final ArrayList<AlertRule> rules;

  // -- runtime
  private transient AlertLimits limits;
  private transient Map<String, ValueState<byte[]>> sketches; // by rule
  private transient StreamRecord<AlertInput> outgoing;

  LimitOperator(List<AlertRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    limits = new AlertLimits(rules, KeyGroups.COUNT);
    outgoing = new StreamRecord<>(null);
    sketches = new HashMap<>();
    for (Map.Entry<String, AdaptiveLimit> limit : limits.adaptive().entrySet()) {
      restore(limit.getKey(), limit.getValue());
    }
  }

  private void restore(String rule, AdaptiveLimit limit) throws IOException {
    ValueState<byte[]> state =
        getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    SKETCH + rule, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    sketches.put(rule, state);
    for (int group : KeyedGroups.ownedBy(getRuntimeContext())) {
      setCurrentKey(KeyGroups.key(group));
      byte[] kept = state.value();
      if (kept != null) {
        limit.restore(group, Sealed.unseal(KeyGroups.key(group), kept));
      }
    }
  }

  @Override
  public void processElement(StreamRecord<Signal> element) {
    Signal signal = element.getValue();
    limits.judge(
        signal,
        KeyGroups.of(signal.vertex()),
        candidate -> output.collect(outgoing.replace(AlertInput.of(candidate))));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    for (Map.Entry<String, AdaptiveLimit> limit : limits.adaptive().entrySet()) {
      ValueState<byte[]> state = sketches.get(limit.getKey());
      limit
          .getValue()
          .writeBack(
              (group, bytes) -> {
                setCurrentKey(KeyGroups.key(group));
                state.update(Sealed.seal(KeyGroups.key(group), bytes));
              });
    }
    super.snapshotState(context);
  }

  /** Time comes as clocks. */
  @Override
  public void processWatermark(Watermark mark) {}
}
