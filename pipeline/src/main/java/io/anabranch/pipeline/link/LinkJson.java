// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.anabranch.connectors.codec.Json;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.state.event.EdgeEvent;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Scores as the values of their topics: JSON objects, one line each. A number is written as a
 * decimal that reads back as the same bits.
 */
public final class LinkJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private LinkJson() {}

  /** An edge that arrived. */
  public static byte[] of(ScoredEdge scored) {
    byte[] plain = SurpriseJson.of(scored);
    return plain == null ? generated(scored) : plain;
  }

  /** The same by Jackson's generator. */
  static byte[] generated(ScoredEdge scored) {
    return Json.object(
        FACTORY,
        json -> {
          EdgeEvent edge = scored.edge();
          json.writeStringField("src", edge.src());
          json.writeStringField("dst", edge.dst());
          if (!edge.id().isEmpty()) {
            json.writeStringField("id", edge.id());
          }
          json.writeNumberField("weight", edge.weight());
          json.writeNumberField("timestamp", edge.timestamp());
          json.writeNumberField("arrived", scored.arrived());
          json.writeStringField("outcome", text(scored.outcome()));
          if (scored.isScored()) {
            json.writeNumberField("logit", scored.logit());
            json.writeNumberField("surprise", scored.surprise());
            row(json, "srcRow", scored.src());
            row(json, "dstRow", scored.dst());
          }
        });
  }

  /** An answer. */
  public static byte[] of(LinkAnswer answer) {
    return Json.object(
        FACTORY,
        json -> {
          json.writeStringField("query", answer.query().id());
          json.writeStringField("u", answer.query().u());
          json.writeStringField("v", answer.query().v());
          json.writeBooleanField("uKnown", answer.uKnown());
          json.writeBooleanField("vKnown", answer.vKnown());
          json.writeBooleanField("existing", answer.existing());
          if (answer.isScored()) {
            json.writeNumberField("logit", answer.logit());
            json.writeNumberField("probability", answer.probability());
            if (answer.variance() != null) {
              json.writeNumberField("variance", answer.variance());
            }
            row(json, "uRow", answer.u());
            row(json, "vRow", answer.v());
          }
        });
  }

  /** Partners; {@code periodEnd} is missing at the end of a bounded input. */
  public static byte[] of(LinkScores scores) {
    return Json.object(
        FACTORY,
        json -> {
          json.writeStringField("vertex", scores.row().vertex());
          if (scores.period() != GroupClocks.LAST) {
            json.writeNumberField("periodEnd", scores.period());
          }
          json.writeBooleanField("last", scores.period() == GroupClocks.LAST);
          row(json, "row", scores.row());
          json.writeArrayFieldStart("partners");
          for (Partner partner : scores.partners()) {
            json.writeStartObject();
            name(json, partner.row());
            json.writeNumberField("logit", partner.logit());
            json.writeNumberField("probability", Exponential.sigmoid(partner.logit()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void row(JsonGenerator json, String field, RowName row) throws IOException {
    json.writeObjectFieldStart(field);
    name(json, row);
    json.writeEndObject();
  }

  private static void name(JsonGenerator json, RowName row) throws IOException {
    json.writeStringField("vertex", row.vertex());
    json.writeNumberField("modelVersion", row.modelVersion());
    json.writeNumberField("sequence", row.sequence());
    json.writeStringField("checksum", HexFormat.of().toHexDigits(row.checksum()));
  }

  /** How an outcome is written. */
  static String text(ScoredEdge.Outcome outcome) {
    return switch (outcome) {
      case SCORED -> "scored";
      case UNKNOWN_VERTEX -> "unknown-vertex";
      case NO_COMMON_MODEL -> "no-common-model";
    };
  }
}
