// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.GroupClocks;
import io.anabranch.pipeline.link.HeldRows;
import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkMessageSerializer;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.link.ShardIndex;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries the shards of the index, each under the key of a group. When all second ends have told
 * their rows of a period, the shard's index is built anew, in small steps; what is searched for
 * waits until then. Nothing of the index itself is kept: after a restore it is built anew when it
 * is asked.
 *
 * <p>State: the rows of the shard's vertices, an entry each, until the vertex is gone; the searches
 * that wait, at most one a vertex and period.
 */
final class LinkIndexOperator extends AbstractStreamOperator<LinkMessage>
    implements OneInputStreamOperator<LinkMessage, LinkMessage>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private static final int STEP = 32; // rows put into an index, or searches, between other work

  // -- configuration
  private final LinkRules rules;

  // -- runtime
  private transient KeyedClocks clocks;
  private transient MapState<String, LinkMessage> rows;
  private transient ListState<LinkMessage> waitingState;
  private transient Map<Integer, ShardIndex> built; // by group
  private transient Map<Integer, ShardIndex> building;
  private transient Map<Integer, Queue<LinkMessage.Search>> waiting;
  private transient SmallSteps steps;
  private transient StreamRecord<LinkMessage> outgoing;

  LinkIndexOperator(LinkRules rules) {
    this.rules = rules;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clocks =
        new KeyedClocks(
            this::setCurrentKey, getKeyedStateStore(), KeyedGroups.ownedBy(getRuntimeContext()));
    rows =
        getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>("index-rows", Types.STRING, LinkMessageSerializer.TYPE));
    waitingState =
        getKeyedStateStore()
            .getListState(new ListStateDescriptor<>("searches", LinkMessageSerializer.TYPE));
    built = new TreeMap<>();
    building = new TreeMap<>();
    waiting = new TreeMap<>();
    outgoing = new StreamRecord<>(null);
    steps =
        new SmallSteps(getProcessingTimeService(), this::isDue, () -> SmallSteps.PAUSE, this::step);
    for (int group : clocks.owned()) {
      setCurrentKey(KeyGroups.key(group));
      for (LinkMessage search : waitingState.get()) {
        waiting(group).add((LinkMessage.Search) search);
      }
    }
  }

  private Queue<LinkMessage.Search> waiting(int group) {
    return waiting.computeIfAbsent(group, none -> new ArrayDeque<>());
  }

  @Override
  public void open() throws Exception {
    super.open();
    steps.later();
  }

  @Override
  public void processElement(StreamRecord<LinkMessage> element) throws Exception {
    for (LinkMessage message : element.getValue().parts()) {
      receive(message);
    }
  }

  private void receive(LinkMessage message) throws Exception {
    if (message instanceof LinkMessage.IndexRow row) {
      setCurrentKey(KeyGroups.key(row.group()));
      if (row.rows().isEmpty()) {
        rows.remove(row.vertex());
      } else {
        rows.put(row.vertex(), row);
      }
    } else if (message instanceof LinkMessage.Search search) {
      waiting(search.group()).add(search);
      steps.later();
    } else if (message instanceof LinkMessage.Mark mark) {
      if (clocks.change(mark.group()).hear(mark)) {
        forget(mark.group());
        steps.later();
      }
    } else {
      throw new IllegalStateException("the index takes no " + message);
    }
  }

  /** The rows are those of another period. */
  private void forget(int group) {
    for (Map<Integer, ShardIndex> indexes : List.of(built, building)) {
      ShardIndex index = indexes.remove(group);
      if (index != null) {
        index.close();
      }
    }
  }

  private boolean isDue() {
    for (int group : waiting.keySet()) {
      if (isDue(group)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the next search of a group has no rows to wait for. */
  private boolean isDue(int group) {
    LinkMessage.Search next = waiting(group).peek();
    return next != null && next.period() <= clocks.at(group).time(LinkClock.INDEX_PERIOD);
  }

  private void step() throws Exception {
    for (int group : waiting.keySet()) {
      if (isDue(group) && build(group)) {
        search(group);
      }
    }
  }

  private void search(int group) {
    List<LinkMessage.Search> together = new ArrayList<>();
    while (together.size() < STEP && isDue(group)) {
      together.add(waiting(group).remove());
    }
    for (LinkMessage.Found found : built.get(group).search(together)) {
      output.collect(outgoing.replace(found));
    }
  }

  private boolean build(int group) throws Exception {
    if (built.containsKey(group)) {
      return true;
    }
    if (!building.containsKey(group)) {
      setCurrentKey(KeyGroups.key(group));
      TreeMap<String, HeldRows> all = new TreeMap<>();
      for (Map.Entry<String, LinkMessage> row : rows.entries()) {
        all.put(row.getKey(), ((LinkMessage.IndexRow) row.getValue()).rows());
      }
      building.put(group, new ShardIndex(all, rules));
    }
    if (building.get(group).build(STEP)) {
      built.put(group, building.remove(group));
    }
    return built.containsKey(group);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    for (int group : clocks.owned()) {
      Queue<LinkMessage.Search> searches = waiting.get(group);
      if (searches != null) {
        setCurrentKey(KeyGroups.key(group));
        waitingState.update(new ArrayList<>(searches));
        if (searches.isEmpty()) {
          waiting.remove(group);
        }
      }
    }
    clocks.writeBack();
    super.snapshotState(context);
  }

  @Override
  public void endInput() throws Exception {
    while (isDue()) {
      step();
    }
    for (Map.Entry<Integer, Queue<LinkMessage.Search>> left : waiting.entrySet()) {
      if (!left.getValue().isEmpty()) {
        throw new IllegalStateException(
            "group %d has heard %d of %d, and %d searches are left"
                .formatted(
                    left.getKey(),
                    clocks.at(left.getKey()).time(LinkClock.INDEX_PERIOD),
                    GroupClocks.LAST,
                    left.getValue().size()));
      }
    }
  }

  @Override
  public void close() throws Exception {
    if (built != null) {
      new ArrayList<>(built.keySet()).forEach(this::forget);
      new ArrayList<>(building.keySet()).forEach(this::forget);
    }
    super.close();
  }

  @Override
  public void processWatermark(Watermark mark) {}
}
