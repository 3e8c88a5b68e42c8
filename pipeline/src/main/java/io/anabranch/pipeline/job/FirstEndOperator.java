// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.FirstEnd;
import io.anabranch.pipeline.link.FirstFormat;
import io.anabranch.pipeline.link.FirstVertex;
import io.anabranch.pipeline.link.Groups;
import io.anabranch.pipeline.link.LinkEnd;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.VertexFormat;
import java.io.IOException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Carries the first end, keyed by the source of an edge. */
final class FirstEndOperator extends LinkOperator<FirstVertex, LinkMessage> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final LinkRules rules;

  // -- runtime
  private transient KeyedLinkLogs logs;
  private transient StreamRecord<LinkMessage> outgoing;

  FirstEndOperator(int cacheEntries, LinkRules rules, TellingPace pace) {
    super(cacheEntries, pace);
    this.rules = rules;
  }

  @Override
  VertexFormat<FirstVertex> format() {
    return new FirstFormat();
  }

  @Override
  LinkEnd newEnd(CachedVertexStore<FirstVertex> vertices, Groups groups) {
    outgoing = new StreamRecord<>(null);
    logs =
        new KeyedLinkLogs(
            this::setCurrentKey, getKeyedStateStore(), KeyedGroups.ownedBy(getRuntimeContext()));
    FirstEnd end =
        new FirstEnd(
            vertices, groups, logs, rules, message -> output.collect(outgoing.replace(message)));
    getMetricGroup().gauge("hubsWithoutPartners", end::skipped);
    getMetricGroup().gauge("verticesToSearch", end::waiting);
    return end;
  }

  @Override
  void writeBack() throws IOException {
    logs.writeBack();
  }
}
