// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.ErrorBound;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LossyInlet;
import io.anabranch.pipeline.verify.Comparison;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.gate.PartitionClocks;
import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** One seed, run to rest and compared. */
public final class Simulation {

  /**
   * How a run ended.
   *
   * @param fault what is wrong; empty when nothing is
   * @param bound by how much an element may be off; 0: not by a bit
   * @param inexact embeddings that are off by some bits
   * @param swaps what happened to swaps, and how often
   */
  public record Verdict(
      long seed,
      long embeddings,
      String fault,
      double bound,
      long inexact,
      Map<Situations.Kind, Integer> swaps) {
    public boolean passed() {
      return fault.isEmpty();
    }
  }

  private static final int LARGEST = 4; // subtasks of a stage

  private final long seed;
  private final Scenario scenario;
  private final SplittableRandom random;
  private final SplittableRandom sweeps; // of its own, so that it shifts no other draw
  private final SplittableRandom hubRandom; // of its own, so that schedules stay what they were
  private final SplittableRandom swapRandom; // likewise
  private final Situations situations = new Situations();
  private final Swaps swaps;
  private final UnaryOperator<Inlet> wires;
  private final boolean repeatsTail;
  private final Map<String, float[]> topic = new HashMap<>();
  private final Map<String, Integer> epochs = new HashMap<>(); // of the rows
  private final Set<String> tombstones = new TreeSet<>(); // keys that had one
  private final Set<String> erased = new TreeSet<>();
  private final Set<String> tail = new TreeSet<>(); // keys written since the checkpoint
  private SimulatedJob job;

  // -- the sources and the gate, with what their checkpoint holds
  private int[] positions;
  private PartitionClocks clocks;
  private SimulatedJob.Checkpoint checkpoint;
  private int[] checkpointPositions;
  private Map<Partition, Long> checkpointClocks = new HashMap<>();

  private Simulation(long seed, UnaryOperator<Inlet> wires, boolean repeatsTail) {
    this.repeatsTail = repeatsTail;
    this.seed = seed;
    this.scenario = Scenario.of(seed);
    this.random = new SplittableRandom(~seed);
    this.hubRandom = new SplittableRandom(~seed ^ 0x77616b65L);
    this.wires = wires;
    this.sweeps = new SplittableRandom(seed ^ 0x5357_4545_5053L);
    this.swapRandom = new SplittableRandom(seed ^ 0x73777073L);
    this.swaps = new Swaps(seed, scenario.models(), this::begin, situations);
  }

  /** Runs a seed. */
  public static Verdict run(long seed) {
    return new Simulation(seed, UnaryOperator.identity(), true).run();
  }

  /** Runs a seed while one delta in so many is lost. */
  public static Verdict runSabotaged(long seed, int oneIn) {
    return new Simulation(seed, inlet -> new LossyInlet(inlet, seed, oneIn), true).run();
  }

  /** Runs a seed while the last layer says nothing again after a restore. */
  static Verdict runWithoutRepetition(long seed) {
    return new Simulation(seed, UnaryOperator.identity(), false).run();
  }

  private Verdict run() {
    int partitions = scenario.logs().size();
    positions = new int[partitions];
    checkpointPositions = new int[partitions];
    clocks = new PartitionClocks(scenario.lateness());
    job = newJob(null, drawParallelism());
    while (!atEnd() || !swaps.areThrough()) {
      step();
      String fault = swaps.areDrawn() && swapRandom.nextInt(100) == 0 ? probe() : "";
      if (!fault.isEmpty()) {
        return new Verdict(seed, topic.size(), "at a probe: " + fault, 0, 0, situations.counts());
      }
    }
    sayClocks();
    job.rest();
    if (scenario.cleanUp()) {
      advanceBeyondAll();
      job.rest();
    }
    return verdict();
  }

  /** Brings the job to rest on the way, and compares. */
  private String probe() {
    sayClocks();
    job.rest();
    return compare(reference());
  }

  private int drawParallelism() {
    return 1 + random.nextInt(LARGEST);
  }

  private SimulatedJob newJob(SimulatedJob.Checkpoint from, int parallelism) {
    return new SimulatedJob(
        scenario, swaps.loaded(), parallelism, random.nextInt(8), wires, this::rows, from);
  }

  /**
   * One thing happens: a record is read, a message delivered, a stage flushed, some vertices swept,
   * a process lost.
   */
  private void step() {
    if (scenario.erases() && sweeps.nextInt(8) == 0) {
      job.work(0, sweeps.nextInt(job.parallelism()), 1 + sweeps.nextInt(3));
    }
    if (swaps.areDrawn()) {
      swap();
    }
    if (hubRandom.nextInt(20) == 0) {
      int stage = 1 + hubRandom.nextInt(job.stageCount() - 1);
      job.wakeHub(stage, hubRandom.nextInt(job.parallelism()));
    }
    int what = random.nextInt(100);
    if (what < 35) {
      read(random.nextInt(positions.length));
    } else if (what < 80) {
      int p = job.parallelism();
      job.deliver(random.nextInt(job.stageCount()), random.nextInt(p * p));
    } else if (what < 96) {
      job.flush(random.nextInt(job.stageCount()), random.nextInt(job.parallelism()));
    } else if (what < 98) {
      sayClocks();
    } else if (what < 99) {
      takeCheckpoint();
    } else {
      crash(drawParallelism());
    }
  }

  private void swap() {
    if (swapRandom.nextInt(8) == 0) {
      int stage = swapRandom.nextInt(job.stageCount());
      job.work(stage, swapRandom.nextInt(job.parallelism()), 1 + swapRandom.nextInt(5));
      inside(swaps.pin(told()));
    }
    swaps.step(atEnd()); // soon at the end, where nothing else happens any more
    if (atEnd() && swapRandom.nextInt(40) == 0) {
      takeCheckpoint(); // nothing begins without
    }
  }

  /** Percent of the sweep under way. */
  private int told() {
    return job.told(swaps.begun());
  }

  private void inside(Swaps.Pin pin) {
    switch (pin) {
      case NOTHING -> {}
      case REFUSE -> swaps.announceMisfit();
      case ANNOUNCE -> swaps.announceNext();
      case KILL -> crash(drawParallelism());
      case RESUME -> {
        takeCheckpoint();
        crash(job.parallelism());
      }
      case RESCALE -> {
        takeCheckpoint();
        crash(1 + (job.parallelism() + swapRandom.nextInt(LARGEST - 1)) % LARGEST);
      }
    }
  }

  private void begin(int epoch) {
    if (job.served() + 1 < epoch) {
      situations.count(Situations.Kind.OVERLAPPED);
    }
    int gate = swapRandom.nextInt(job.parallelism());
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      job.send(0, gate, new Message.Begin(group, epoch));
    }
  }

  private boolean atEnd() {
    for (int p = 0; p < positions.length; p++) {
      if (positions[p] < scenario.logs().get(p).size()) {
        return false;
      }
    }
    return true;
  }

  private void read(int partition) {
    List<GraphEvent> log = scenario.logs().get(partition);
    if (positions[partition] == log.size()) {
      return;
    }
    GraphEvent event = log.get(positions[partition]++);
    if (!clocks.admit(partition(partition), event.timestamp())) {
      return;
    }
    int gate = partition % job.parallelism();
    if (event instanceof EraseEvent erase) {
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        job.send(0, gate, new Message.Erase(group, erase, event.timestamp()));
      }
      return;
    }
    job.send(0, gate, new Message.Arrival(event, event.timestamp()));
    if (scenario.undirected()
        && event instanceof EdgeEvent edge
        && !edge.src().equals(edge.dst())) {
      job.send(0, gate, new Message.Arrival(edge.mirrored(), event.timestamp()));
    }
  }

  private void sayClocks() {
    for (int p = 0; p < positions.length; p++) {
      long time = clocks.time(partition(p));
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        job.send(0, p % job.parallelism(), clock(group, p, time));
      }
    }
  }

  private Message.Clock clock(int group, int log, long time) {
    int edgeLogs = scenario.edgeLogs();
    return log < edgeLogs
        ? new Message.Clock(group, InputTopic.EDGES, log, edgeLogs, time)
        : new Message.Clock(
            group, InputTopic.FEATURES, log - edgeLogs, positions.length - edgeLogs, time);
  }

  /** The logs are the partitions of the edge topic, then those of the features topic. */
  private static Partition partition(int log) {
    return new Partition("logs", log);
  }

  private void takeCheckpoint() {
    checkpoint = job.checkpoint();
    swaps.checkpoint(job.served(), told());
    tail.clear();
    checkpointPositions = positions.clone();
    checkpointClocks = new HashMap<>();
    clocks.forEach(checkpointClocks::put);
  }

  private void crash(int parallelism) {
    positions = checkpointPositions.clone();
    swaps.crash(told(), parallelism != job.parallelism());
    clocks = new PartitionClocks(scenario.lateness());
    checkpointClocks.forEach(clocks::restore);
    job = newJob(checkpoint, parallelism);
    if (repeatsTail) {
      job.repeat(List.copyOf(tail));
    }
    swaps.resume();
  }

  /** The graph of all events read that pass the gate, by each partition's log alone. */
  private ReferenceGraph reference() {
    ReferenceGraph reference = new ReferenceGraph(scenario.undirected(), scenario.edgeTtl());
    for (int p = 0; p < positions.length; p++) {
      PartitionClocks own = new PartitionClocks(scenario.lateness());
      for (GraphEvent event : scenario.logs().get(p).subList(0, positions[p])) {
        if (own.admit(partition(p), event.timestamp())) {
          reference.apply(event);
          if (event instanceof EraseEvent erase) {
            erased.add(erase.vertex());
          }
        }
      }
    }
    reference.at(horizon());
    return reference;
  }

  /** The horizon of the edge topic, as the gates know it. */
  private long horizon() {
    long horizon = Long.MAX_VALUE;
    for (int p = 0; p < scenario.edgeLogs(); p++) {
      horizon = Math.min(horizon, clocks.time(partition(p)));
    }
    return horizon;
  }

  private void advanceBeyondAll() {
    for (int p = 0; p < positions.length; p++) {
      clocks.admit(partition(p), 1L << 40);
    }
    sayClocks();
  }

  private Verdict verdict() {
    ReferenceGraph reference = reference();
    String fault = compare(reference);
    if (fault.isEmpty() && !tombstones.containsAll(erased)) {
      erased.removeAll(tombstones);
      fault = "no tombstone of " + erased + ", which were erased";
    }
    if (fault.isEmpty() && scenario.cleanUp() && job.entries() > 0) {
      fault = job.entries() + " entries of state left after everything was removed";
    }
    Map<String, float[]> expected = reference.embed(swaps.loaded().get(swaps.begun()), 1);
    long inexact = expected.size() - Comparison.of(expected, topic).identical();
    return new Verdict(
        seed, expected.size(), fault, bound(reference), inexact, situations.counts());
  }

  private double bound(ReferenceGraph reference) {
    double largest =
        reference.edges().stream().mapToDouble(edge -> Math.abs(edge.weight())).max().orElse(0);
    return ErrorBound.of(swaps.loaded().get(swaps.begun()), scenario.epsilon(), largest);
  }

  /** Every row is of the newest model that was begun, and has the bits of a recompute. */
  private String compare(ReferenceGraph reference) {
    Map<String, float[]> expected = reference.embed(swaps.loaded().get(swaps.begun()), 1);
    Comparison comparison = Comparison.of(expected, topic, bound(reference));
    if (!comparison.isExact()) {
      return comparison.toString();
    }
    int begun = swaps.begun();
    if (epochs.values().stream().anyMatch(epoch -> epoch != begun)) {
      return "rows of epochs " + new TreeSet<>(epochs.values()) + ", but " + begun + " is served";
    }
    int leftovers = job.leftovers(begun);
    if (leftovers > 0) {
      return leftovers + " entries of models that are not served";
    }
    if (begun > 0 && !topic.isEmpty()) {
      situations.count(Situations.Kind.CLEARED);
    }
    return "";
  }

  private EmbeddingOutlet rows(int epoch) {
    return new EmbeddingOutlet() {
      @Override
      public void embedding(String vertex, float[] values, long sequence, Cause cause) {
        topic.put(vertex, values.clone());
        epochs.put(vertex, epoch);
        tail.add(vertex);
      }

      @Override
      public void gone(String vertex, Cause cause) {
        topic.remove(vertex);
        epochs.remove(vertex);
        tombstones.add(vertex);
        tail.add(vertex);
      }
    };
  }
}
