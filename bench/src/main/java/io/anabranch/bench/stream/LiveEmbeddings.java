// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.connectors.dataset.HashFeatures;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.LocalEngine;
import io.anabranch.pipeline.prequential.Interaction;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.exchange.Cause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Embeddings that the local engine keeps, as they were at several times. */
final class LiveEmbeddings implements EmbeddingOutlet {

  private static final int BUNDLE = 10_000;

  private final RowLog log = new RowLog();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names;
  private final LocalEngine engine;
  private long time;

  LiveEmbeddings(EdgeList edges, SageModel model) {
    this.names = edges.names();
    for (int v = 0; v < names.size(); v++) {
      numbers.put(names.get(v), v);
    }
    LocalEngine.Settings settings = new LocalEngine.Settings(Duration.ZERO, BUNDLE, true);
    this.engine = new LocalEngine(model, settings, this);
    this.time = edges.edge(0).time();
    for (String name : names) {
      engine.apply(new FeaturesEvent(name, time, HashFeatures.of(name, model.inputWidth())));
    }
  }

  /** As of some time ago, to be asked for before the first edge. */
  RowLog.Lagging asOf(long lag) {
    return log.table(names.size(), lag);
  }

  /** An edge comes in; embeddings follow at the next flush. */
  void apply(Interaction edge) {
    time = edge.time();
    engine.apply(EdgeEvent.add(names.get(edge.src()), names.get(edge.dst()), time));
  }

  /** Brings the embeddings up to date with the edges. */
  void flush() {
    engine.flush();
  }

  /** Brings what was {@link #asOf asked for} to this time. */
  void advance(long now) {
    log.advance(now);
  }

  @Override
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    log.add(new RowLog.Row(numbers.get(vertex), values.clone(), time));
  }

  @Override
  public void gone(String vertex, Cause cause) {
    throw new IllegalStateException(
        "no vertex goes in a stream without removals; %s did".formatted(vertex));
  }
}
