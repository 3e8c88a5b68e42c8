// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.gate;

import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.connectors.codec.EventLimits;
import java.io.Serializable;

/**
 * What the gate lets in.
 *
 * @param edgesTopic where edges come from
 * @param featuresTopic where features and labels come from
 * @param allowedLateness milliseconds behind the largest timestamp of the partition
 * @param maxAhead milliseconds ahead of the time at which the record reached Kafka
 * @param undirected whether every edge counts in both directions
 * @param format what the records are encoded in
 */
public record GateRules(
    String edgesTopic,
    String featuresTopic,
    int featureDimension,
    int maxRecordBytes,
    int maxIdBytes,
    long allowedLateness,
    long maxAhead,
    boolean undirected,
    EventFormat format)
    implements Serializable {

  /** Whether events come from a topic. */
  public boolean isInput(String topic) {
    return topic.equals(edgesTopic) || topic.equals(featuresTopic);
  }

  EventCodec newCodec() {
    return format.newCodec(new EventLimits(featureDimension, maxRecordBytes, maxIdBytes));
  }
}
