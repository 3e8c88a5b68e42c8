// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import io.anabranch.pipeline.gate.Gate;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The graph that the input topics describe: every record through the gate, and nothing else. */
public final class TopicGraph {

  private final AnabranchConfig config;
  private final Gate gate;
  private final ReferenceGraph graph;
  private long records;
  private long refused;

  /**
   * @param width elements in features
   */
  public TopicGraph(AnabranchConfig config, int width) {
    this.config = config;
    this.gate = new Gate(EmbeddingJob.gateRules(config, width));
    this.graph =
        new ReferenceGraph(config.graph().direction() == Direction.UNDIRECTED, config.edge().ttl());
  }

  /** The topics that it is read from. */
  public static List<String> inputs(AnabranchConfig config) {
    return List.of(config.topics().edges(), config.topics().features());
  }

  /** Takes in events that were in no topic: they passed no gate, and count all. */
  public void apply(Stream<GraphEvent> bootstrapped) {
    bootstrapped.forEach(graph::apply);
  }

  /**
   * Reads the topics from their beginning, and looks at the graph as of their horizon.
   *
   * @param ends the offset before which each partition is read, by topic: where it ends, or that of
   *     a probe, which is no event
   */
  public void read(TopicReader reader, Map<String, long[]> ends) {
    for (String topic : inputs(config)) {
      reader.read(topic, null, ends.get(topic), this::judge);
    }
    graph.at(horizon(ends.get(config.topics().edges()).length));
  }

  /** Reads the topics from their beginning to where they end now. */
  public void readAll() {
    read(Until.NOW);
  }

  /**
   * Reads the topics from their beginning.
   *
   * @return the offset before which each partition was read, by topic
   * @throws UntilException when they cannot be read so far
   */
  public Map<String, long[]> read(Until until) {
    Map<String, long[]> ends = new UntilOffsets(config).of(until);
    read(config.kafka().committed(), ends);
    return ends;
  }

  private void judge(ConsumerRecord<byte[], byte[]> record) {
    records++;
    if (gate.judge(RawRecord.of(record)) instanceof Gate.Verdict.Passed passed) {
      passed.events().forEach(graph::apply);
    } else {
      refused++;
    }
  }

  /** How far the edge topic has come by its own logs. */
  public long horizon(int partitions) {
    long horizon = Long.MAX_VALUE;
    for (int p = 0; p < partitions; p++) {
      horizon = Math.min(horizon, gate.clocks().time(new Partition(config.topics().edges(), p)));
    }
    return horizon;
  }

  /** The graph, as of the horizon. */
  public ReferenceGraph graph() {
    return graph;
  }

  /** Records that were read. */
  public long records() {
    return records;
  }

  /** Of those, how many the gate refuses. */
  public long refused() {
    return refused;
  }
}
