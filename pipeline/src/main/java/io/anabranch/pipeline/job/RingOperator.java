// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Signal;
import io.anabranch.pipeline.ring.RecentEdgesFormat;
import io.anabranch.pipeline.ring.RingWatch;
import io.anabranch.state.gate.Horizon;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries the watch for rings, alone for the whole job: an ego graph may lie anywhere. An edge
 * costs it an exchange and an entry in two lists; a stream that is too fast for one subtask is too
 * fast for it, and holds up its input.
 *
 * <p>State: the edges of late, in pieces, what is usual of their surprises, and the horizons of the
 * edge topic's partitions. Bound: so many edges as the configuration says, and a histogram.
 */
final class RingOperator extends AbstractStreamOperator<Signal>
    implements OneInputStreamOperator<RingInput, Signal> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final RingWatch.Settings settings;
  private final RingBytes model;
  private final boolean bursts;

  // -- runtime
  private transient RingWatch watch;
  private transient Horizon horizon;
  private transient ListState<byte[]> pieces;
  private transient ListState<byte[]> usual;
  private transient ListState<long[]> times;
  private transient StreamRecord<Signal> outgoing;

  /**
   * @param model null where no ego graphs are scored
   * @param bursts whether they are wanted
   */
  RingOperator(RingWatch.Settings settings, RingBytes model, boolean bursts) {
    this.settings = settings;
    this.model = model;
    this.bursts = bursts;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watch = new RingWatch(settings, model == null ? null : model.read(), bursts);
    horizon = new Horizon();
    outgoing = new StreamRecord<>(null);
    pieces =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "recent-edges", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    usual =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "usual-surprises", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    times =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "horizon", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    RecentEdgesFormat.read(pieces.get(), watch.recent());
    for (byte[] kept : usual.get()) {
      watch.restoreLimit(kept);
    }
    for (long[] kept : times.get()) {
      horizon = new Horizon(kept);
    }
    getMetricGroup().gauge("recentEntries", this::entries);
  }

  /** How many edges and vertices are kept. */
  int entries() {
    return watch.recent().entries();
  }

  @Override
  public void processElement(StreamRecord<RingInput> element) {
    RingInput input = element.getValue();
    switch (input.kind()) {
      case EDGE ->
          watch.edge(
              new EdgeRef(input.src(), input.dst(), "", input.time()),
              input.surprise(),
              signal -> output.collect(outgoing.replace(signal)));
      case ERASE -> watch.recent().erase(input.src());
      case CLOCK -> {
        horizon.hear(input.partition(), input.partitions(), input.time());
        if (horizon.time() != Long.MIN_VALUE) {
          watch.recent().forgetBefore(horizon.time() - settings.windowMillis());
        }
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pieces.update(RecentEdgesFormat.write(watch.recent()));
    usual.update(List.of(watch.limitBytes()));
    times.update(List.of(horizon.times()));
  }

  /** Time comes as clocks. */
  @Override
  public void processWatermark(Watermark mark) {}
}
