// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.swap.Succession;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the succession of models: when the job was first started, the epochs that were
 * loaded, begun and served last, the version that was loaded last, and the model that waits. Owner:
 * the operator of the models, which has one subtask. Bound: one entry, and one model.
 */
final class SuccessionState {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private final String name;
  private final ListState<Tuple5<Long, Integer, Integer, Integer, Integer>> numbers;
  private final ListState<Tuple3<Integer, byte[], byte[]>> waiting;
  private final Succession.State<AnnouncedModel> restored;
  private long start;
  private int version;

  SuccessionState(ModelSource source, StateInitializationContext context) throws Exception {
    SageModel first = source.first().read();
    this.name = first.name();
    this.start = source.start();
    this.version = first.version();
    this.numbers =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "succession",
                    Types.TUPLE(Types.LONG, Types.INT, Types.INT, Types.INT, Types.INT)));
    this.waiting =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("waiting", Types.TUPLE(Types.INT, BYTES, BYTES)));
    Succession.State<AnnouncedModel> kept = Succession.State.initial();
    for (Tuple5<Long, Integer, Integer, Integer, Integer> entry : numbers.get()) {
      start = entry.f0;
      kept = new Succession.State<>(entry.f1, entry.f2, entry.f3, readWaiting());
      version = entry.f4;
    }
    this.restored = kept;
  }

  private @Nullable AnnouncedModel readWaiting() throws Exception {
    AnnouncedModel model = null;
    for (Tuple3<Integer, byte[], byte[]> kept : waiting.get()) {
      model = new AnnouncedModel(name, kept.f0, new ModelBytes(kept.f1, kept.f2));
    }
    return model;
  }

  /** What the state was, when it was restored. */
  Succession.State<AnnouncedModel> restored() {
    return restored;
  }

  /** When the job was first started. */
  long start() {
    return start;
  }

  /** Of the model that was loaded last. */
  int version() {
    return version;
  }

  void loaded(int version) {
    this.version = version;
  }

  void keep(Succession.State<AnnouncedModel> now) throws Exception {
    numbers.update(List.of(Tuple5.of(start, now.epoch(), now.begun(), now.served(), version)));
    AnnouncedModel model = now.waiting();
    waiting.update(
        model == null
            ? List.of()
            : List.of(
                Tuple3.of(model.version(), model.bytes().safetensors(), model.bytes().card())));
  }
}
