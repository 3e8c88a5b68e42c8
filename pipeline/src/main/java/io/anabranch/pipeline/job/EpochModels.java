// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.state.exchange.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The models that a stage knows, by epoch: the job's own is the first, later ones come as messages
 * and are kept in operator state. Owner: the stage. Bound: the models that a group of the subtask
 * serves or has still to serve, in each subtask. Everybody restores all of them, because groups may
 * come to another subtask. Shrinks: a model goes when all groups of the subtask serve later ones.
 */
final class EpochModels {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private record Known(SageModel model, ModelBytes bytes) {}

  private final SageModel first;
  private final TreeMap<Integer, Known> later = new TreeMap<>();
  private final ListState<Tuple3<Integer, byte[], byte[]>> state;

  /**
   * @param first the job's own model
   */
  EpochModels(ModelBytes first, StateInitializationContext context) throws Exception {
    this.first = first.read();
    this.state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("models", Types.TUPLE(Types.INT, BYTES, BYTES)));
    for (Tuple3<Integer, byte[], byte[]> kept : state.get()) {
      put(kept.f0, new ModelBytes(kept.f1, kept.f2));
    }
  }

  /** Takes a model; nothing happens when it is known, as it is to all but the first group. */
  void put(Message.Model message) {
    put(message.epoch(), new ModelBytes(message.safetensors(), message.card()));
  }

  private void put(int epoch, ModelBytes bytes) {
    if (!later.containsKey(epoch)) {
      later.put(epoch, new Known(bytes.read(), bytes));
    }
  }

  boolean isThere(int epoch) {
    return epoch == 0 || later.containsKey(epoch);
  }

  SageModel at(int epoch) {
    if (epoch == 0) {
      return first;
    }
    Known known = later.get(epoch);
    if (known == null) {
      throw new IllegalStateException(
          "expected the model of epoch %d, known are %s".formatted(epoch, later.keySet()));
    }
    return known.model;
  }

  /** Brings the state up to date; models of epochs before the earliest one served are forgotten. */
  void writeBack(int earliest) throws Exception {
    later.headMap(earliest).clear();
    List<Tuple3<Integer, byte[], byte[]>> kept = new ArrayList<>();
    later.forEach(
        (epoch, known) ->
            kept.add(Tuple3.of(epoch, known.bytes.safetensors(), known.bytes.card())));
    state.update(kept);
  }
}
