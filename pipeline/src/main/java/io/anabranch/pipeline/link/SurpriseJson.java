// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.event.EdgeEvent;
import org.jspecify.annotations.Nullable;

/** An edge that arrived as {@link LinkJson} has it, without a generator. */
final class SurpriseJson {

  private static final byte[] SRC = AsciiJson.ascii("{\"src\":\"");
  private static final byte[] DST = AsciiJson.ascii("\",\"dst\":\"");
  private static final byte[] ID = AsciiJson.ascii("\",\"id\":\"");
  private static final byte[] WEIGHT = AsciiJson.ascii("\",\"weight\":");
  private static final byte[] TIMESTAMP = AsciiJson.ascii(",\"timestamp\":");
  private static final byte[] ARRIVED = AsciiJson.ascii(",\"arrived\":");
  private static final byte[] OUTCOME = AsciiJson.ascii(",\"outcome\":\"");
  private static final byte[] LOGIT = AsciiJson.ascii("\",\"logit\":");
  private static final byte[] SURPRISE = AsciiJson.ascii(",\"surprise\":");
  private static final byte[] SRC_ROW = AsciiJson.ascii(",\"srcRow\":{\"vertex\":\"");
  private static final byte[] DST_ROW = AsciiJson.ascii(",\"dstRow\":{\"vertex\":\"");
  private static final byte[] VERSION = AsciiJson.ascii("\",\"modelVersion\":");
  private static final byte[] SEQUENCE = AsciiJson.ascii(",\"sequence\":");
  private static final byte[] CHECKSUM = AsciiJson.ascii(",\"checksum\":\"");
  private static final byte[] ROW_END = AsciiJson.ascii("\"}");
  private static final byte[] END = AsciiJson.ascii("}");
  private static final byte[] UNSCORED_END = AsciiJson.ascii("\"}");

  private SurpriseJson() {}

  /** The bytes; null where a string needs escapes or a number quotes. */
  static byte @Nullable [] of(ScoredEdge scored) {
    EdgeEvent edge = scored.edge();
    AsciiJson json = new AsciiJson().raw(SRC).text(edge.src()).raw(DST).text(edge.dst());
    if (!edge.id().isEmpty()) {
      json.raw(ID).text(edge.id());
    }
    json.raw(WEIGHT).number(edge.weight()).raw(TIMESTAMP).number(edge.timestamp());
    json.raw(ARRIVED).number(scored.arrived()).raw(OUTCOME).text(LinkJson.text(scored.outcome()));
    if (!scored.isScored()) {
      return json.raw(UNSCORED_END).bytes();
    }
    json.raw(LOGIT).number(scored.logit()).raw(SURPRISE).number(scored.surprise());
    row(json.raw(SRC_ROW), scored.src());
    row(json.raw(DST_ROW), scored.dst());
    return json.raw(END).bytes();
  }

  private static void row(AsciiJson json, RowName row) {
    json.text(row.vertex()).raw(VERSION).number(row.modelVersion());
    json.raw(SEQUENCE).number(row.sequence()).raw(CHECKSUM).hex(row.checksum()).raw(ROW_END);
  }
}
