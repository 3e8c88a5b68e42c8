// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;

/** Risk scores as their topic has them: one JSON object each, as docs/formats.md says. */
public final class RiskScoreCodec {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The value; null, a tombstone, of a vertex that is gone. */
  public byte[] encode(RiskScore score) {
    if (score.isGone()) {
      return null;
    }
    ObjectNode node = MAPPER.createObjectNode();
    node.put("vertex", score.vertex());
    node.put("score", score.score());
    node.put("eventTime", score.eventTime());
    node.put("modelVersion", score.row().modelVersion());
    node.put("sequence", score.row().sequence());
    node.put("checksum", HexFormat.of().toHexDigits(score.row().checksum()));
    node.put("riskModel", score.model());
    node.put("riskVersion", score.version());
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }
}
