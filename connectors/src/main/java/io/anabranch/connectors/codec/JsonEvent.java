// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields of one record as they came, and the events they make up. */
final class JsonEvent implements JsonObjectReader.Fields {

  private static final int OP = 0;
  private static final int SRC = 1;
  private static final int DST = 2;
  private static final int ID = 3;
  private static final int TIMESTAMP = 4;
  private static final int WEIGHT = 5;
  private static final int VERTEX = 6;
  private static final int FEATURES = 7;
  private static final int LABEL = 8;
  private static final int PROBE = 9;
  private static final int INDEX = 10;
  private static final int OF = 11;

  private final InputTopic topic;
  private final EventLimits limits;

  private String op;
  private String src;
  private String dst;
  private String id = "";
  private long timestamp = -1;
  private float weight = 1f;
  private String vertex;
  private float[] features;
  private boolean featuresGiven; // null withdraws
  private String label;
  private boolean labelGiven; // null withdraws
  private String probe;
  private int index = -1;
  private int of = -1;

  JsonEvent(InputTopic topic, EventLimits limits) {
    this.topic = topic;
    this.limits = limits;
  }

  @Override
  public int indexOf(String name) {
    return switch (name) {
      case "op" -> OP;
      case "timestamp" -> TIMESTAMP;
      case "src" -> onEdges(SRC);
      case "dst" -> onEdges(DST);
      case "id" -> onEdges(ID);
      case "weight" -> onEdges(WEIGHT);
      case "vertex" -> onFeatures(VERTEX);
      case "features" -> onFeatures(FEATURES);
      case "label" -> onFeatures(LABEL);
      case "probe" -> PROBE;
      case "index" -> INDEX;
      case "of" -> OF;
      default -> -1;
    };
  }

  private int onEdges(int field) {
    return topic == InputTopic.EDGES ? field : -1;
  }

  private int onFeatures(int field) {
    return topic == InputTopic.FEATURES ? field : -1;
  }

  @Override
  public void read(int field, JsonParser parser) throws IOException, BadRecordException {
    int maxId = limits.maxIdBytes();
    switch (field) {
      case OP -> op = JsonFields.text(parser, "op");
      case SRC -> src = JsonFields.id(parser, "src", maxId);
      case DST -> dst = JsonFields.id(parser, "dst", maxId);
      case ID -> id = JsonFields.id(parser, "id", maxId);
      case TIMESTAMP -> timestamp = JsonFields.timestamp(parser, "timestamp");
      case WEIGHT -> weight = JsonFields.number(parser, "weight");
      case VERTEX -> vertex = JsonFields.id(parser, "vertex", maxId);
      case FEATURES -> {
        features = JsonFields.floats(parser, "features", limits.featureDimension());
        featuresGiven = true;
      }
      case LABEL -> {
        label = JsonFields.id(parser, "label", maxId);
        labelGiven = true;
      }
      case PROBE -> probe = JsonFields.id(parser, "probe", maxId);
      case INDEX -> index = JsonFields.count(parser, "index");
      case OF -> of = JsonFields.count(parser, "of");
      default -> throw new IllegalStateException("no field " + field);
    }
  }

  @Override
  public void readNull(int field) {
    featuresGiven |= field == FEATURES;
    labelGiven |= field == LABEL;
  }

  /** The events, once all fields are read. */
  List<GraphEvent> events() throws BadRecordException {
    if (timestamp < 0) {
      throw missing("timestamp");
    }
    if ("heartbeat".equals(op)) {
      return List.of(new ControlEvent.Heartbeat(timestamp));
    }
    if ("probe".equals(op)) {
      return List.of(probe());
    }
    return topic == InputTopic.EDGES ? List.of(edge()) : vertexEvents();
  }

  private ControlEvent.Probe probe() throws BadRecordException {
    require(probe != null, "probe");
    require(index >= 0, "index");
    require(of >= 0, "of");
    if (index >= of) {
      throw new BadRecordException(
          Reason.BAD_NUMBER, "'index' is %d, expected less than 'of', %d".formatted(index, of));
    }
    return new ControlEvent.Probe(probe, index, of, timestamp);
  }

  private EdgeEvent edge() throws BadRecordException {
    EdgeEvent.Op edgeOp = edgeOp();
    require(src != null, "src");
    require(dst != null, "dst");
    return new EdgeEvent(edgeOp, src, dst, id, timestamp, weight);
  }

  private EdgeEvent.Op edgeOp() throws BadRecordException {
    if (op == null || op.equals("add")) {
      return EdgeEvent.Op.ADD;
    }
    if (op.equals("remove")) {
      return EdgeEvent.Op.REMOVE;
    }
    throw unknownOp("add, remove, heartbeat or probe");
  }

  private List<GraphEvent> vertexEvents() throws BadRecordException {
    if (op != null && !op.equals("set") && !op.equals("erase")) {
      throw unknownOp("set, erase, heartbeat or probe");
    }
    require(vertex != null, "vertex");
    if ("erase".equals(op)) {
      return List.of(new EraseEvent(vertex, timestamp));
    }
    require(featuresGiven || labelGiven, "features' or 'label");
    List<GraphEvent> events = new ArrayList<>(2);
    if (featuresGiven) {
      events.add(new FeaturesEvent(vertex, timestamp, features));
    }
    if (labelGiven) {
      events.add(new LabelEvent(vertex, timestamp, label));
    }
    return events;
  }

  private BadRecordException unknownOp(String expected) {
    return new BadRecordException(
        Reason.UNKNOWN_OP, "'op' is '%s', expected %s".formatted(Text.cut(op, 40), expected));
  }

  private static void require(boolean given, String field) throws BadRecordException {
    if (!given) {
      throw missing(field);
    }
  }

  private static BadRecordException missing(String field) {
    return new BadRecordException(Reason.MISSING_FIELD, "'" + field + "' is not given");
  }
}
