// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.Groups;
import io.anabranch.pipeline.link.LinkAnswer;
import io.anabranch.pipeline.link.LinkEnd;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.link.ScoredEdge;
import io.anabranch.pipeline.link.SecondEnd;
import io.anabranch.pipeline.link.SecondFormat;
import io.anabranch.pipeline.link.SecondVertex;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.VertexFormat;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Carries the second end, keyed by the target of an edge. What it puts out are scored edges. */
final class SecondEndOperator extends LinkOperator<SecondVertex, ScoredEdge> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final LinkRules rules;
  private final OutputTag<LinkAnswer> answers;
  private final OutputTag<LinkMessage> index;

  // -- runtime
  private transient StreamRecord<ScoredEdge> outgoing;
  private transient Counter scored;
  private transient Counter unscored;

  /**
   * @param answers where answers go
   * @param index where the index is told and asked
   */
  SecondEndOperator(
      int cacheEntries,
      LinkRules rules,
      TellingPace pace,
      OutputTag<LinkAnswer> answers,
      OutputTag<LinkMessage> index) {
    super(cacheEntries, pace);
    this.rules = rules;
    this.answers = answers;
    this.index = index;
  }

  @Override
  VertexFormat<SecondVertex> format() {
    return new SecondFormat();
  }

  @Override
  LinkEnd newEnd(CachedVertexStore<SecondVertex> vertices, Groups groups) {
    outgoing = new StreamRecord<>(null);
    scored = getMetricGroup().counter("edgesScored");
    unscored = getMetricGroup().counter("edgesUnscored");
    SecondEnd end = new SecondEnd(vertices, groups, rules, new Outlet());
    getMetricGroup().gauge("verticesSearched", end::searched);
    return end;
  }

  private final class Outlet implements SecondEnd.Outlet {

    @Override
    public void scored(ScoredEdge edge) {
      output.collect(outgoing.replace(edge));
      (edge.isScored() ? scored : unscored).inc();
    }

    @Override
    public void answered(LinkAnswer answer) {
      output.collect(answers, new StreamRecord<>(answer));
    }

    @Override
    public void index(LinkMessage message) {
      output.collect(index, new StreamRecord<>(message));
    }
  }
}
