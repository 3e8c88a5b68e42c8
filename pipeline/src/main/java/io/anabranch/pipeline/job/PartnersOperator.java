// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.Gathering;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.link.LinkScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts together what the shards find for a vertex. Most answers are complete within moments, so
 * they are held as they are, and written before a checkpoint.
 *
 * <p>State: what some shards have found for a vertex, an entry for each vertex, period and row,
 * until all have.
 */
final class PartnersOperator extends AbstractStreamOperator<LinkScores>
    implements OneInputStreamOperator<LinkMessage, LinkScores> {

  private static final long serialVersionUID = 1L;

  private static final String GATHERINGS = "gatherings"; // the name of the state: never change it

  // -- configuration
  private final LinkRules rules;

  // -- runtime
  private transient ListState<byte[]> state;
  private transient Map<String, List<Gathering>> gatherings; // by vertex
  private transient Set<String> stored; // vertices that the state has an entry of
  private transient StreamRecord<LinkScores> outgoing;

  PartnersOperator(LinkRules rules) {
    this.rules = rules;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    GATHERINGS, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    gatherings = new HashMap<>();
    stored = new HashSet<>();
    outgoing = new StreamRecord<>(null);
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    try (Stream<String> keys = backend.getKeys(GATHERINGS, VoidNamespace.INSTANCE)) {
      keys.forEach(stored::add);
    }
    for (String vertex : stored) {
      setCurrentKey(vertex);
      for (byte[] kept : state.get()) {
        of(vertex).add(Gathering.fromBytes(kept));
      }
    }
  }

  private List<Gathering> of(String vertex) {
    return gatherings.computeIfAbsent(vertex, none -> new ArrayList<>(1));
  }

  @Override
  public void processElement(StreamRecord<LinkMessage> element) {
    LinkMessage.Found found = (LinkMessage.Found) element.getValue();
    String vertex = found.row().vertex();
    List<Gathering> open = of(vertex);
    Gathering gathering =
        open.stream().filter(one -> one.takes(found)).findFirst().orElseGet(Gathering::new);
    Optional<LinkScores> scores = gathering.add(found, rules);
    if (scores.isPresent()) {
      open.remove(gathering);
      output.collect(outgoing.replace(scores.get()));
    } else if (!open.contains(gathering)) {
      open.add(gathering);
    }
    if (open.isEmpty()) {
      gatherings.remove(vertex);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    for (String vertex : stored) {
      setCurrentKey(vertex);
      state.clear();
    }
    stored.clear();
    for (Map.Entry<String, List<Gathering>> open : gatherings.entrySet()) {
      setCurrentKey(open.getKey());
      state.update(open.getValue().stream().map(Gathering::toBytes).toList());
      stored.add(open.getKey());
    }
    super.snapshotState(context);
  }

  /** Time means nothing here. */
  @Override
  public void processWatermark(Watermark mark) {}
}
