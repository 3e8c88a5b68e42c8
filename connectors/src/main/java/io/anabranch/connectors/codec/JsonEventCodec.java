// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Events as JSON, the format a person can write:
 *
 * <pre>
 * edges     {"op":"add","src":"a","dst":"b","timestamp":123,"id":"p1","weight":1.5}
 *           {"op":"remove","src":"a","dst":"b","timestamp":124,"id":"p1"}
 * features  {"vertex":"a","timestamp":123,"features":[0.5,-1],"label":"x"}
 *           {"vertex":"a","timestamp":124,"features":null}
 *           {"op":"erase","vertex":"a","timestamp":125}
 * both      {"op":"heartbeat","timestamp":123}
 *           {"op":"probe","probe":"p","index":0,"of":8,"timestamp":123}
 * </pre>
 *
 * On edges {@code op} is {@code add}, {@code id} empty and {@code weight} 1 when not given. On
 * features one of {@code features} and {@code label} is enough; {@code null} withdraws them. Any
 * other field that is {@code null} counts as not given. An id may be an integer, which stands for
 * its decimal text. Unknown fields are counted and ignored, and -0.0 is read as 0.0.
 */
public final class JsonEventCodec implements EventCodec {

  private final EventLimits limits;
  private final JsonObjectReader reader;
  private final JsonFactory factory;

  public JsonEventCodec(EventLimits limits) {
    this.limits = limits;
    this.reader = new JsonObjectReader(limits.maxRecordBytes());
    this.factory = Json.factory(limits.maxRecordBytes());
  }

  @Override
  public Decoded decode(InputTopic topic, byte[] key, byte[] value) throws BadRecordException {
    limits.requireKeyAndValue(key, value);
    JsonEvent event = new JsonEvent(topic, limits);
    int unknown = reader.read(value, event);
    return new Decoded(event.events(), unknown);
  }

  @Override
  public byte[] key(GraphEvent event) {
    return keyText(event).getBytes(StandardCharsets.UTF_8);
  }

  /** The key as text, which is the same in every format. */
  static String keyText(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      return edge.src();
    } else if (event instanceof FeaturesEvent features) {
      return features.vertex();
    } else if (event instanceof LabelEvent label) {
      return label.vertex();
    } else if (event instanceof EraseEvent erase) {
      return erase.vertex();
    } else if (event instanceof ControlEvent.Probe probe) {
      return probe.probe();
    }
    return "heartbeat";
  }

  @Override
  public byte[] encode(GraphEvent event) {
    return Json.object(factory, generator -> write(generator, event));
  }

  private static void write(JsonGenerator json, GraphEvent event) throws IOException {
    if (event instanceof EdgeEvent edge) {
      writeEdge(json, edge);
    } else if (event instanceof FeaturesEvent features) {
      json.writeStringField("vertex", features.vertex());
      if (features.features() == null) {
        json.writeNullField("features");
      } else {
        Json.writeFloats(json, "features", features.features());
      }
    } else if (event instanceof LabelEvent label) {
      json.writeStringField("vertex", label.vertex());
      json.writeStringField("label", label.label());
    } else if (event instanceof EraseEvent erase) {
      json.writeStringField("op", "erase");
      json.writeStringField("vertex", erase.vertex());
    } else if (event instanceof ControlEvent.Probe probe) {
      json.writeStringField("op", "probe");
      json.writeStringField("probe", probe.probe());
      json.writeNumberField("index", probe.index());
      json.writeNumberField("of", probe.of());
    } else {
      json.writeStringField("op", "heartbeat");
    }
    json.writeNumberField("timestamp", event.timestamp());
  }

  private static void writeEdge(JsonGenerator json, EdgeEvent edge) throws IOException {
    boolean added = edge.op() == EdgeEvent.Op.ADD;
    json.writeStringField("op", added ? "add" : "remove");
    json.writeStringField("src", edge.src());
    json.writeStringField("dst", edge.dst());
    if (!edge.id().isEmpty()) {
      json.writeStringField("id", edge.id());
    }
    if (added && edge.weight() != 1f) {
      json.writeNumberField("weight", edge.weight());
    }
  }
}
