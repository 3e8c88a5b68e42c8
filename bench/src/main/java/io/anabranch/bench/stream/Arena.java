// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.EmbeddingRule;
import io.anabranch.pipeline.prequential.Interaction;
import io.anabranch.pipeline.prequential.LinkFeatures;
import io.anabranch.pipeline.prequential.MemoryLimits;
import io.anabranch.pipeline.prequential.Query;
import io.anabranch.pipeline.prequential.Rule;
import io.anabranch.pipeline.prequential.StreamMemory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the entrants of one course look at: the memory, the embeddings, and the open features. */
final class Arena implements Protocol.Course {

  private static final int PARTNERS = 4096; // more than anybody has: nothing falls out
  private static final int VISITORS = 40;
  private static final int COMPANIONS = 1024;

  private final StreamMemory memory;
  private final LiveEmbeddings embeddings;
  private final Map<Lag, Rule> rules = new EnumMap<>(Lag.class);
  private final LinkFeatures features;

  /**
   * @param lags at which embeddings are looked at
   */
  Arena(EdgeList edges, Served served, Set<Lag> lags) {
    List<Double> halfLives = MemoryLimits.defaults().halfLives();
    memory = new StreamMemory(new MemoryLimits(PARTNERS, VISITORS, COMPANIONS, halfLives));
    embeddings = new LiveEmbeddings(edges, served.model());
    List<LinkFeatures.Scored> scored = new ArrayList<>();
    for (Lag lag : lags) {
      Rule rule = new EmbeddingRule(embeddings.asOf(lag.millis())::row);
      rules.put(lag, rule);
      scored.add(new LinkFeatures.Scored(rule, served.network().low(), served.network().high()));
    }
    features = new LinkFeatures(memory, scored);
  }

  StreamMemory memory() {
    return memory;
  }

  LinkFeatures features() {
    return features;
  }

  /** The embeddings alone. */
  Rule embeddings(Lag lag) {
    return rules.get(lag);
  }

  @Override
  public void open(Query query) {
    embeddings.advance(query.time());
    features.open(query);
  }

  @Override
  public void learn(Interaction edge) {
    memory.learn(edge);
    embeddings.apply(edge);
  }

  @Override
  public void publish() {
    embeddings.flush();
  }
}
