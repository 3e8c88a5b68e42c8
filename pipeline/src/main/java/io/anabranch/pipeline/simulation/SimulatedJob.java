// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.LocalDeadlines;
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
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.swap.LastSlots;
import io.anabranch.pipeline.swap.Leftovers;
import io.anabranch.pipeline.swap.SendingSlots;
import io.anabranch.pipeline.swap.StageSlot;
import io.anabranch.pipeline.swap.StageSlots;
import io.anabranch.pipeline.swap.Telling;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.BlockReader;
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
import java.util.TreeMap;
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
   * A checkpoint: the packed state of every subtask of every stage, what each stage keeps of each
   * group, the wake-ups as stage, epoch and vertex, what has been heard of the clocks, and the
   * erases that each group keeps.
   */
  record Checkpoint(
      List<List<List<MapBacking>>> backings,
      List<Map<Integer, byte[]>> groups,
      Set<String> wakeUps,
      byte[] control,
      Map<Integer, byte[]> erases) {}

  /** What may fail, under Flink, by what Flink throws; here it does not. */
  private interface Work {
    void run() throws Exception;
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final int PAGE_FILL = 4; // so that many a vertex has several pages

  private final List<SageModel> models; // by epoch; more may come
  private final int parallelism;
  private final int cache;
  private final Scenario scenario;
  private final UnaryOperator<Inlet> wires;
  private final LastSlots.Rows rows;
  private final TypeSerializer<Message> serializer = MessageSerializer.TYPE.createSerializer(null);
  private final SweepProgress progress = new SweepProgress();
  private final Map<Integer, byte[]> keptErases = new HashMap<>(); // by group; null: none
  private final List<Work> opened = new ArrayList<>(); // stages that restore their slots
  private final List<List<Node>> stages = new ArrayList<>(); // Neighborhood, Scatter, layers
  private final List<List<Queue<byte[]>>> queues = new ArrayList<>(); // by stage, from * p + to

  /**
   * @param models those that were loaded, by epoch; later ones are put in behind
   * @param cache live vertices of a subtask
   * @param wires puts something between a stage and its outbox
   * @param restored what to start from; null to start empty
   */
  SimulatedJob(
      Scenario scenario,
      List<SageModel> models,
      int parallelism,
      int cache,
      UnaryOperator<Inlet> wires,
      LastSlots.Rows rows,
      Checkpoint restored) {
    this.scenario = scenario;
    this.models = models;
    this.parallelism = parallelism;
    this.cache = cache;
    this.wires = wires;
    this.rows = rows;
    if (restored != null) {
      keptErases.putAll(restored.erases());
    }
    int depth = models.get(0).depth();
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
    for (Work opening : opened) {
      run(opening);
    }
  }

  /** The subtask that owns a key group, as Flink has it. */
  private int owner(int group) {
    return group * parallelism / KeyGroups.COUNT;
  }

  private Node node(int stage, int subtask, Checkpoint restored) {
    List<MapBacking> backings = List.of(new MapBacking(), new MapBacking());
    Map<Integer, byte[]> kept = Map.of();
    if (restored != null) {
      kept = restored.groups().get(stage);
      for (List<MapBacking> of : restored.backings().get(stage)) {
        for (int parity = 0; parity < 2; parity++) {
          backings
              .get(parity)
              .load(of.get(parity), vertex -> owner(KeyGroups.of(vertex)) == subtask);
        }
      }
    }
    SimulatedGroups groups = new SimulatedGroups(group -> owner(group) == subtask, kept);
    return stage == 0
        ? neighborhood(subtask, backings, groups, restored)
        : stage(stage, subtask, backings, groups, restored);
  }

  private Node neighborhood(
      int subtask, List<MapBacking> backings, SimulatedGroups groups, Checkpoint restored) {
    SageModel model = models.get(0);
    MapBacking backing = backings.get(0);
    GroupControl control =
        restored == null ? new GroupControl() : GroupControl.fromBytes(restored.control());
    CachedVertexStore<NeighborhoodVertex> store =
        store(
            backing, new NeighborhoodFormat(NeighborhoodFormat.ttl(scenario.edgeTtl()), PAGE_FILL));
    LocalDeadlines deadlines = new LocalDeadlines();
    for (InputTopic input : InputTopic.values()) {
      deadlines.advance(input, control.horizon(input).time(), vertex -> {});
    }
    Erases erases = new Erases(KeyGroups.COUNT, KeyGroups::of);
    if (restored != null) {
      restored.erases().forEach((g, bytes) -> restoreErases(erases, subtask, g, bytes));
    }
    TreeMap<Integer, Outbox> outboxes = new TreeMap<>();
    Telling telling =
        new Telling(
            groups,
            epoch ->
                wires.apply(
                    outboxes.computeIfAbsent(
                        epoch, e -> outbox(0, subtask, e, model.inputWidth()))),
            () -> Node.keys(backing, store),
            () -> 0,
            hands(0, subtask),
            progress);
    Neighborhood rule =
        new Neighborhood(
            store, deadlines, erases, telling.changes(), model.inputWidth(), SampleRules.of(model));
    telling.of(rule);
    for (String vertex : List.copyOf(backing.vertexSet())) {
      rule.restore(vertex);
    }
    return new Node.OfNeighborhood(
        backings,
        groups,
        new Node.OfNeighborhood.NeighborhoodParts(store, rule, deadlines, control, erases),
        telling,
        outboxes);
  }

  private Node stage(
      int stage,
      int subtask,
      List<MapBacking> backings,
      SimulatedGroups groups,
      Checkpoint restored) {
    TreeMap<Integer, SimulatedWakeUps> wakeUps = new TreeMap<>();
    Leftovers.clear(
        groups, epoch -> backings.get(epoch & 1), epoch -> backings.get(epoch & 1).vertexSet());
    StageSlots slots;
    if (stage == models.get(0).depth() + 1) {
      LastSlots[] last = new LastSlots[1];
      last[0] =
          new LastSlots(
              groups,
              epoch -> lastSlot(epoch, backings.get(epoch & 1), last[0]),
              rows,
              () -> 0,
              (group, epoch) -> {});
      slots = last[0];
    } else {
      slots =
          new SendingSlots(
              groups,
              epoch -> {
                SimulatedWakeUps asked = new SimulatedWakeUps();
                wakeUps.put(epoch, asked);
                return slot(stage, subtask, epoch, backings.get(epoch & 1), asked, restored);
              },
              hands(stage, subtask));
    }
    Node.OfStage node = new Node.OfStage(backings, groups, slots, wakeUps);
    opened.add(() -> slots.restore(epoch -> epoch < models.size()));
    return node;
  }

  private StageSlot lastSlot(int epoch, MapBacking backing, LastSlots slots) {
    SageModel model = models.get(epoch);
    SageLayer layer = model.layer(model.depth() - 1);
    CachedVertexStore<LayerVertex> store = store(backing, new LayerFormat());
    LastLayerStage last = new LastLayerStage(store, layer, slots.outlet(epoch));
    return new StageSlot(
        epoch,
        backing,
        store,
        last,
        slots.inlet(epoch, last),
        new BlockReader(layer.messageWidth()),
        null,
        () -> Node.keys(backing, store));
  }

  private StageSlot slot(
      int stage,
      int subtask,
      int epoch,
      MapBacking backing,
      SimulatedWakeUps wakeUps,
      Checkpoint restored) {
    SageModel model = models.get(epoch);
    int l = stage - 2; // -1 is Scatter
    SageLayer next = model.layer(l + 1);
    Outbox outbox = outbox(stage, subtask, epoch, next.messageWidth());
    boolean nextScatters = l + 1 < model.depth() - 1;
    CachedVertexStore<?> store;
    SendingStage opened;
    if (l < 0) {
      CachedVertexStore<ScatterVertex> own = store(backing, new ScatterFormat());
      opened = new ScatterStage(own, wires.apply(outbox), next, nextScatters, sending(wakeUps));
      store = own;
    } else {
      CachedVertexStore<LayerVertex> own = store(backing, new LayerFormat());
      opened =
          new HiddenLayerStage(
              own, model.layer(l), next, wires.apply(outbox), nextScatters, sending(wakeUps));
      store = own;
    }
    for (String vertex : deferred(stage, epoch, subtask, restored)) {
      wakeUps.set(vertex, 0);
      opened.restoreHub(vertex, 0);
    }
    int width = l < 0 ? model.inputWidth() : model.layer(l).messageWidth();
    return new StageSlot(
        epoch,
        backing,
        store,
        opened,
        opened,
        new BlockReader(width),
        outbox,
        () -> Node.keys(backing, store));
  }

  private Telling.Hands hands(int stage, int subtask) {
    return new Telling.Hands() {
      @Override
      public void flush() {
        stages.get(stage).get(subtask).flush();
      }

      @Override
      public void turn(int group, int epoch) {
        for (int to = 0; to < KeyGroups.COUNT; to++) {
          send(stage + 1, subtask, new Message.Turn(to, epoch, group));
        }
      }
    };
  }

  private Sending sending(SimulatedWakeUps wakeUps) {
    return new Sending(new Hubs(scenario.hubSubscribers(), 1, 1, wakeUps), scenario.epsilon());
  }

  /** The hubs of a slot that were to be woken at a checkpoint. */
  private List<String> deferred(int stage, int epoch, int subtask, Checkpoint restored) {
    String prefix = stage + " " + epoch + " ";
    return restored == null
        ? List.of()
        : restored.wakeUps().stream()
            .filter(wakeUp -> wakeUp.startsWith(prefix))
            .map(wakeUp -> wakeUp.substring(prefix.length()))
            .filter(vertex -> owner(KeyGroups.of(vertex)) == subtask)
            .toList();
  }

  /** Every hub that wants to be woken, as stage, epoch and vertex. */
  private Set<String> wakeUps() {
    Set<String> wakeUps = new TreeSet<>();
    for (int stage = 1; stage < stages.size(); stage++) {
      for (Node node : stages.get(stage)) {
        String prefix = stage + " ";
        ((Node.OfStage) node)
            .wakeUps()
            .forEach(
                (epoch, asked) ->
                    asked.asked().forEach(vertex -> wakeUps.add(prefix + epoch + " " + vertex)));
      }
    }
    return wakeUps;
  }

  /** Wakes a hub of a subtask, if one wants to be woken. */
  void wakeHub(int stage, int subtask) {
    ((Node.OfStage) stages.get(stage).get(subtask)).wakeOne();
  }

  private void restoreErases(Erases erases, int subtask, int group, byte[] bytes) {
    if (bytes != null && owner(group) == subtask) {
      erases.restore(group, bytes);
    }
  }

  private <T> CachedVertexStore<T> store(MapBacking backing, VertexFormat<T> format) {
    return new CachedVertexStore<>(backing, format, cache);
  }

  private Outbox outbox(int stage, int subtask, int epoch, int messageWidth) {
    return new Outbox(epoch, messageWidth, block -> send(stage + 1, subtask, block));
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

  /** How much of the key groups has been told an epoch, in percent. */
  int told(int epoch) {
    return progress.percent(epoch);
  }

  /** The epoch that all groups of the last layer serve, or the earliest one that some do. */
  int served() {
    return stages.get(stages.size() - 1).stream()
        .mapToInt(node -> node.groups.earliestServed())
        .min()
        .orElseThrow();
  }

  /** Delivers the head of one queue; false when it is empty. */
  boolean deliver(int stage, int channel) {
    byte[] head = queues.get(stage).get(channel).poll();
    if (head == null) {
      return false;
    }
    run(() -> stages.get(stage).get(channel % parallelism).receive(fromBytes(head)));
    return true;
  }

  void flush(int stage, int subtask) {
    stages.get(stage).get(subtask).flushBundle();
  }

  /** A subtask does a little of what is done in small steps, if there is any. */
  void work(int stage, int subtask, int vertices) {
    Node node = stages.get(stage).get(subtask);
    if (node.isDue()) {
      run(() -> node.step(vertices));
    }
  }

  private Node.OfNeighborhood neighborhood(int subtask) {
    return (Node.OfNeighborhood) stages.get(0).get(subtask);
  }

  /** Settles, and finishes what is done in small steps, as a probe does. */
  void rest() {
    settle();
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int subtask = 0; subtask < parallelism; subtask++) {
        while (stages.get(stage).get(subtask).isDue()) {
          work(stage, subtask, 1);
        }
      }
      settle();
    }
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
    List<List<List<MapBacking>>> backings = new ArrayList<>();
    List<Map<Integer, byte[]>> groups = new ArrayList<>();
    for (List<Node> nodes : stages) {
      List<List<MapBacking>> copies = new ArrayList<>();
      Map<Integer, byte[]> kept = new HashMap<>();
      for (Node node : nodes) {
        node.writeBack();
        node.groups.save(kept);
        copies.add(node.backings.stream().map(MapBacking::copy).toList());
      }
      backings.add(copies);
      groups.add(kept);
    }
    for (int subtask = 0; subtask < parallelism; subtask++) {
      neighborhood(subtask).erases().writeBack(keptErases::put);
    }
    // Every subtask has heard the same clocks once all is delivered.
    return new Checkpoint(
        backings,
        groups,
        wakeUps(),
        neighborhood(0).control().toBytes(),
        new HashMap<>(keptErases));
  }

  /** After a restore: the last layer says again what it has of these vertices. */
  void repeat(Iterable<String> vertices) {
    List<Node> last = stages.get(stages.size() - 1);
    for (String vertex : vertices) {
      Node.OfStage node = (Node.OfStage) last.get(owner(KeyGroups.of(vertex)));
      ((LastLayerStage) node.slots().serving(vertex).stage()).repeat(vertex, 0);
    }
  }

  /** Entries left in the state of all stages, deadlines and erases included. */
  int entries() {
    int entries = wakeUps().size();
    for (List<Node> nodes : stages) {
      for (Node node : nodes) {
        node.writeBack();
        entries += node.backings.stream().mapToInt(MapBacking::entries).sum();
        if (node instanceof Node.OfNeighborhood neighborhood) {
          entries += neighborhood.deadlines().size() + neighborhood.erases().size();
        }
      }
    }
    return entries;
  }

  /** Entries left in slots that no group serves, once all are at rest with an epoch. */
  int leftovers(int epoch) {
    int entries = 0;
    for (List<Node> nodes : stages.subList(1, stages.size())) {
      for (Node node : nodes) {
        entries += node.backings.get(epoch + 1 & 1).entries();
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
