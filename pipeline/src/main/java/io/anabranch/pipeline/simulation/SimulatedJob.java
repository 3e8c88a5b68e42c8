// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.LocalDeadlines;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.HiddenLayerStage;
import io.anabranch.pipeline.stage.Hubs;
import io.anabranch.pipeline.stage.LastLayerStage;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.LayerVertex;
import io.anabranch.pipeline.stage.SampleRules;
import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.ScatterStage;
import io.anabranch.pipeline.stage.ScatterVertex;
import io.anabranch.pipeline.stage.Sending;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.MessageSerializer;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.neighborhood.NeighborhoodVertex;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import io.anabranch.state.store.VertexFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The stages of the live job, each on so many subtasks, with a queue for every pair of subtasks
 * that follow one another. Messages are bytes on the way.
 */
final class SimulatedJob {

  /**
   * A checkpoint: the packed state of every subtask of every stage, the wake-ups as stage and
   * vertex, what a group has heard of the clocks, and the erases that each group keeps.
   */
  record Checkpoint(
      List<List<MapBacking>> backings,
      Set<String> wakeUps,
      byte[] control,
      Map<Integer, byte[]> erases) {}

  private static final int PAGE_FILL = 4; // so that many a vertex has several pages

  private final SageModel model;
  private final int parallelism;
  private final int cache;
  private final Scenario scenario;
  private final UnaryOperator<Inlet> wires;
  private final EmbeddingOutlet outlet;
  private final TypeSerializer<Message> serializer = MessageSerializer.TYPE.createSerializer(null);
  private final Map<Integer, byte[]> keptErases = new HashMap<>(); // by group; null: none
  private final List<List<Node>> stages = new ArrayList<>(); // Neighborhood, Scatter, layers
  private final List<List<Queue<byte[]>>> queues = new ArrayList<>(); // by stage, from * p + to

  /**
   * @param cache live vertices of a subtask
   * @param wires puts something between a stage and its outbox
   * @param restored what to start from; null to start empty
   */
  SimulatedJob(
      Scenario scenario,
      int parallelism,
      int cache,
      UnaryOperator<Inlet> wires,
      EmbeddingOutlet outlet,
      Checkpoint restored) {
    this.scenario = scenario;
    this.model = scenario.model();
    this.parallelism = parallelism;
    this.cache = cache;
    this.wires = wires;
    this.outlet = outlet;
    if (restored != null) {
      keptErases.putAll(restored.erases());
    }
    int depth = model.depth();
    for (int stage = 0; stage < depth + 2; stage++) {
      List<Node> nodes = new ArrayList<>();
      List<Queue<byte[]>> channels = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        nodes.add(node(stage, subtask, restored));
      }
      for (int channel = 0; channel < parallelism * parallelism; channel++) {
        channels.add(new ArrayDeque<>());
      }
      stages.add(nodes);
      queues.add(channels);
    }
  }

  /** The subtask that owns a key group, as Flink has it. */
  private int owner(int group) {
    return group * parallelism / KeyGroups.COUNT;
  }

  private Node node(int stage, int subtask, Checkpoint restored) {
    MapBacking backing = new MapBacking();
    GroupControl control = new GroupControl();
    if (restored != null) {
      control = GroupControl.fromBytes(restored.control());
      for (MapBacking from : restored.backings().get(stage)) {
        backing.load(from, vertex -> owner(KeyGroups.of(vertex)) == subtask);
      }
    }
    int depth = model.depth();
    SimulatedWakeUps wakeUps = new SimulatedWakeUps();
    List<String> deferred = deferred(stage, subtask, restored);
    if (stage == 0) {
      Outbox outbox = outbox(stage, subtask, model.inputWidth());
      CachedVertexStore<NeighborhoodVertex> store =
          store(
              backing,
              new NeighborhoodFormat(NeighborhoodFormat.ttl(scenario.edgeTtl()), PAGE_FILL));
      LocalDeadlines deadlines = new LocalDeadlines();
      for (InputTopic input : InputTopic.values()) {
        deadlines.advance(input, control.horizon(input).time(), vertex -> {});
      }
      Erases erases = new Erases(KeyGroups.COUNT, KeyGroups::of);
      if (restored != null) {
        restored.erases().forEach((g, bytes) -> restoreErases(erases, subtask, g, bytes));
      }
      Neighborhood rule =
          new Neighborhood(
              store,
              deadlines,
              erases,
              wires.apply(outbox),
              model.inputWidth(),
              SampleRules.of(model));
      for (String vertex : backing.vertices()) {
        rule.restore(vertex);
      }
      return new Node.OfNeighborhood(backing, store, outbox, rule, deadlines, control, erases);
    } else if (stage == 1) {
      Outbox outbox = outbox(stage, subtask, model.layer(0).messageWidth());
      CachedVertexStore<ScatterVertex> store = store(backing, new ScatterFormat());
      ScatterStage scatter =
          new ScatterStage(store, wires.apply(outbox), model.layer(0), depth > 1, sending(wakeUps));
      return new Node.OfStage(
          backing, store, outbox, scatter, model.inputWidth(), wakeUps, deferred);
    }
    int l = stage - 2;
    int width = model.layer(l).messageWidth();
    CachedVertexStore<LayerVertex> store = store(backing, new LayerFormat());
    if (l == depth - 1) {
      LastLayerStage last = new LastLayerStage(store, model.layer(l), outlet);
      return new Node.OfStage(backing, store, null, last, width, wakeUps, deferred);
    }
    Outbox outbox = outbox(stage, subtask, model.layer(l + 1).messageWidth());
    HiddenLayerStage hidden =
        new HiddenLayerStage(
            store,
            model.layer(l),
            model.layer(l + 1),
            wires.apply(outbox),
            l + 1 < depth - 1,
            sending(wakeUps));
    return new Node.OfStage(backing, store, outbox, hidden, width, wakeUps, deferred);
  }

  private Sending sending(SimulatedWakeUps wakeUps) {
    return new Sending(new Hubs(scenario.hubSubscribers(), 1, 1, wakeUps), scenario.epsilon());
  }

  /** The hubs of a subtask that were to be woken at a checkpoint. */
  private List<String> deferred(int stage, int subtask, Checkpoint restored) {
    String prefix = stage + " ";
    return restored == null
        ? List.of()
        : restored.wakeUps().stream()
            .filter(wakeUp -> wakeUp.startsWith(prefix))
            .map(wakeUp -> wakeUp.substring(prefix.length()))
            .filter(vertex -> owner(KeyGroups.of(vertex)) == subtask)
            .toList();
  }

  /** Every hub that wants to be woken, as stage and vertex. */
  private Set<String> wakeUps() {
    Set<String> wakeUps = new TreeSet<>();
    for (int stage = 1; stage < stages.size(); stage++) {
      for (Node node : stages.get(stage)) {
        for (String vertex : ((Node.OfStage) node).wakeUps().asked()) {
          wakeUps.add(stage + " " + vertex);
        }
      }
    }
    return wakeUps;
  }

  /** Wakes a hub of a subtask, if one wants to be woken. */
  void wakeHub(int stage, int subtask) {
    Node.OfStage node = (Node.OfStage) stages.get(stage).get(subtask);
    if (!node.wakeUps().asked().isEmpty()) {
      node.wake(node.wakeUps().asked().first());
    }
  }

  private void restoreErases(Erases erases, int subtask, int group, byte[] bytes) {
    if (bytes != null && owner(group) == subtask) {
      erases.restore(group, bytes);
    }
  }

  private <T> CachedVertexStore<T> store(MapBacking backing, VertexFormat<T> format) {
    return new CachedVertexStore<>(backing, format, cache);
  }

  private Outbox outbox(int stage, int subtask, int messageWidth) {
    return new Outbox(messageWidth, block -> send(stage + 1, subtask, block));
  }

  /** Puts a message in front of a stage. */
  void send(int stage, int from, Message message) {
    int group = KeyGroups.of(message.key()); // the key of a whole group falls into it
    queues.get(stage).get(from * parallelism + owner(group)).add(toBytes(message));
  }

  int stageCount() {
    return stages.size();
  }

  int parallelism() {
    return parallelism;
  }

  /** Delivers the head of one queue; false when it is empty. */
  boolean deliver(int stage, int channel) {
    byte[] head = queues.get(stage).get(channel).poll();
    if (head == null) {
      return false;
    }
    stages.get(stage).get(channel % parallelism).receive(fromBytes(head));
    return true;
  }

  void flush(int stage, int subtask) {
    stages.get(stage).get(subtask).flush();
  }

  /** A subtask of the Neighborhood looks at some pages of in-edges more, if a sweep is due. */
  void sweep(int subtask, int pages) {
    neighborhood(subtask).sweep(pages);
  }

  private Node.OfNeighborhood neighborhood(int subtask) {
    return (Node.OfNeighborhood) stages.get(0).get(subtask);
  }

  /** Settles, and finishes the sweeps, as a probe does. */
  void rest() {
    settle();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      while (neighborhood(subtask).isSweepDue()) {
        sweep(subtask, 1);
      }
    }
    settle();
  }

  /** Delivers and flushes everything, stage by stage, as an aligned barrier does. */
  void align() {
    settle(false);
  }

  /** The same, and what hubs put off is said, too, as a probe wants it. */
  void settle() {
    settle(true);
  }

  private void settle(boolean hubs) {
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int channel = 0; channel < parallelism * parallelism; channel++) {
        while (deliver(stage, channel)) {}
      }
      for (Node node : stages.get(stage)) {
        node.flush();
        if (hubs) {
          node.settle();
        }
      }
    }
  }

  /** Aligns, and keeps what a checkpoint would. */
  Checkpoint checkpoint() {
    align();
    List<List<MapBacking>> backings = new ArrayList<>();
    for (List<Node> nodes : stages) {
      List<MapBacking> copies = new ArrayList<>();
      for (Node node : nodes) {
        node.writeBack();
        MapBacking copy = new MapBacking();
        copy.load(node.backing, vertex -> true);
        copies.add(copy);
      }
      backings.add(copies);
    }
    for (int subtask = 0; subtask < parallelism; subtask++) {
      neighborhood(subtask).erases().writeBack(keptErases::put);
    }
    // Every subtask has heard the same clocks once all is delivered.
    return new Checkpoint(
        backings, wakeUps(), neighborhood(0).control().toBytes(), new HashMap<>(keptErases));
  }

  /** After a restore: the last layer says again what it has of these vertices. */
  void repeat(Iterable<String> vertices) {
    List<Node> last = stages.get(stages.size() - 1);
    for (String vertex : vertices) {
      Node.OfStage node = (Node.OfStage) last.get(owner(KeyGroups.of(vertex)));
      ((LastLayerStage) node.stage()).repeat(vertex, 0);
    }
  }

  /** Entries left in the state of all stages, deadlines and erases included. */
  int entries() {
    int entries = wakeUps().size();
    for (List<Node> nodes : stages) {
      for (Node node : nodes) {
        node.writeBack();
        entries += node.backing.entries();
        if (node instanceof Node.OfNeighborhood neighborhood) {
          entries += neighborhood.deadlines().size() + neighborhood.erases().size();
        }
      }
    }
    return entries;
  }

  private byte[] toBytes(Message message) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      serializer.serialize(message, out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  private Message fromBytes(byte[] bytes) {
    try {
      return serializer.deserialize(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("a message cannot be read back", e);
    }
  }
}
