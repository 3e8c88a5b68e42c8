// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of one record: the events it makes up, checked as those of JSON are. */
final class AvroEvent {

  private final AvroReader in;
  private final EventLimits limits;

  AvroEvent(AvroReader in, EventLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  List<GraphEvent> read(InputTopic topic, long fingerprint) throws BadRecordException {
    if (fingerprint == AvroEventSchemas.EDGE.fingerprint()) {
      require(topic == InputTopic.EDGES, "an edge event on the features topic");
      return List.of(edge());
    } else if (fingerprint == AvroEventSchemas.VERTEX.fingerprint()) {
      require(topic == InputTopic.FEATURES, "a vertex event on the edges topic");
      return vertexEvents();
    } else if (fingerprint == AvroEventSchemas.ERASE.fingerprint()) {
      require(topic == InputTopic.FEATURES, "an erase event on the edges topic");
      return List.of(new EraseEvent(id("vertex"), timestamp()));
    } else if (fingerprint == AvroEventSchemas.HEARTBEAT.fingerprint()) {
      return List.of(new ControlEvent.Heartbeat(timestamp()));
    } else if (fingerprint == AvroEventSchemas.PROBE.fingerprint()) {
      return List.of(probe());
    }
    throw new BadRecordException(
        Reason.UNKNOWN_SCHEMA,
        "no event has a schema of the fingerprint %016x; a newer version may have written it"
            .formatted(fingerprint));
  }

  private static void require(boolean holds, String came) throws BadRecordException {
    if (!holds) {
      throw new BadRecordException(Reason.UNKNOWN_OP, "came " + came);
    }
  }

  private EdgeEvent edge() throws BadRecordException {
    EdgeEvent.Op[] ops = EdgeEvent.Op.values();
    int op = in.readIndex(ops.length);
    require(op >= 0, "an operation beyond ADD and REMOVE");
    String src = id("src");
    String dst = id("dst");
    String id = branch("id", 2) == 0 ? "" : id("id");
    float weight = finite("weight", in.readFloat());
    return new EdgeEvent(ops[op], src, dst, id, timestamp(), weight);
  }

  private List<GraphEvent> vertexEvents() throws BadRecordException {
    String vertex = id("vertex");
    int featuresBranch = branch("features", AvroEventSchemas.BRANCHES);
    float[] features = featuresBranch == AvroEventSchemas.SET ? features() : null;
    skipWithdrawal("features", featuresBranch);
    int labelBranch = branch("label", AvroEventSchemas.BRANCHES);
    String label = labelBranch == AvroEventSchemas.SET ? id("label") : null;
    skipWithdrawal("label", labelBranch);
    long timestamp = timestamp();
    List<GraphEvent> events = new ArrayList<>(2);
    if (featuresBranch != AvroEventSchemas.NOT_GIVEN) {
      events.add(new FeaturesEvent(vertex, timestamp, features));
    }
    if (labelBranch != AvroEventSchemas.NOT_GIVEN) {
      events.add(new LabelEvent(vertex, timestamp, label));
    }
    if (events.isEmpty()) {
      throw new BadRecordException(Reason.MISSING_FIELD, "'features' or 'label' is not given");
    }
    return events;
  }

  private float[] features() throws BadRecordException {
    float[] values = new float[limits.featureDimension()];
    int count = in.readFloats(values);
    if (count != values.length) {
      throw new BadRecordException(
          Reason.WRONG_DIMENSION,
          "'features' has %d values, expected %d".formatted(count, values.length));
    }
    for (float value : values) {
      finite("features", value);
    }
    return values;
  }

  /** The enum of one symbol that stands in the branch of a withdrawal. */
  private void skipWithdrawal(String field, int branch) throws BadRecordException {
    if (branch == AvroEventSchemas.WITHDRAWN && in.readIndex(1) < 0) {
      throw new BadRecordException(
          Reason.MALFORMED, "'" + field + "' is a withdrawal of a symbol beyond WITHDRAWN");
    }
  }

  private ControlEvent.Probe probe() throws BadRecordException {
    String name = id("probe");
    int index = in.readInt();
    int of = in.readInt();
    if (index < 0 || index >= of) {
      throw new BadRecordException(
          Reason.BAD_NUMBER,
          "'index' is %d, expected at least 0 and less than 'of', %d".formatted(index, of));
    }
    return new ControlEvent.Probe(name, index, of, timestamp());
  }

  private String id(String field) throws BadRecordException {
    return JsonFields.checkId(in.readString(), field, limits.maxIdBytes());
  }

  private int branch(String field, int count) throws BadRecordException {
    int branch = in.readIndex(count);
    if (branch < 0) {
      throw new BadRecordException(
          Reason.MALFORMED, "'%s' is none of the %d types it may be".formatted(field, count));
    }
    return branch;
  }

  private long timestamp() throws BadRecordException {
    long timestamp = in.readLong();
    if (timestamp < 0) {
      throw new BadRecordException(
          Reason.BAD_TIMESTAMP,
          "'timestamp' is %d, expected milliseconds as an integer >= 0".formatted(timestamp));
    }
    return timestamp;
  }

  private static float finite(String field, float value) throws BadRecordException {
    if (!Float.isFinite(value)) {
      throw new BadRecordException(
          Reason.BAD_NUMBER,
          "'%s' holds %s, expected a number that is finite as a float".formatted(field, value));
    }
    return value;
  }
}
