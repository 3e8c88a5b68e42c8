// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.Gathering;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRules;
import io.anabranch.pipeline.link.LinkScores;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts together what the shards find for a vertex. State: by period what some of them have found,
 * until all have.
 */
final class PartnersOperator extends KeyedProcessFunction<String, LinkMessage, LinkScores> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final LinkRules rules;

  // -- runtime
  private transient MapState<Long, byte[]> gatherings;

  PartnersOperator(LinkRules rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    gatherings =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "gatherings",
                    Types.LONG,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(LinkMessage message, Context context, Collector<LinkScores> out)
      throws Exception {
    LinkMessage.Found found = (LinkMessage.Found) message;
    byte[] kept = gatherings.get(found.period());
    Gathering gathering = kept == null ? new Gathering() : Gathering.fromBytes(kept);
    Optional<LinkScores> scores = gathering.add(found, rules);
    if (scores.isPresent()) {
      gatherings.remove(found.period());
      out.collect(scores.get());
    } else {
      gatherings.put(found.period(), gathering.toBytes());
    }
  }
}
