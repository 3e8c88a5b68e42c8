// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records of the status topic: JSON objects whose {@code type} says what they tell.
 *
 * <pre>
 * {"type":"probe","probe":"p","horizon":123,"modelVersion":1,
 *  "offsets":{"anabranch.edges":[17,9],"anabranch.features":[3,4]}}
 * {"type":"model","state":"refused","name":"demo","version":2,"reason":"..."}
 * {"type":"model","state":"sweeping","name":"demo","version":2,
 *  "percent":40,"millis":1250,"vertices":8012}
 * </pre>
 */
public final class StatusCodec {

  private static final String PROBE = "probe";
  private static final String MODEL = "model";

  private final ObjectMapper mapper = new ObjectMapper();

  public byte[] encode(ProbeStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("type", PROBE);
    node.put("probe", status.probe());
    node.put("horizon", status.horizon());
    node.put("modelVersion", status.modelVersion());
    ObjectNode offsets = node.putObject("offsets");
    new TreeMap<>(status.offsets())
        .forEach(
            (topic, values) -> {
              ArrayNode array = offsets.putArray(topic);
              Arrays.stream(values).forEach(array::add);
            });
    return write(node);
  }

  public byte[] encode(ModelStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("type", MODEL);
    node.put("state", status.state().name().toLowerCase(Locale.ROOT));
    node.put("name", status.name());
    node.put("version", status.version());
    if (!status.reason().isEmpty()) {
      node.put("reason", status.reason());
    }
    ModelStatus.Sweep sweep = status.sweep();
    if (sweep != null) {
      node.put("percent", sweep.percent());
      node.put("millis", sweep.millis());
      node.put("vertices", sweep.vertices());
    }
    return write(node);
  }

  private byte[] write(ObjectNode node) {
    try {
      return mapper.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /**
   * The probe's answer in a value, or nothing if the value tells of something else.
   *
   * @throws BadRecordException if it is no status at all, or not a whole one
   */
  public Optional<ProbeStatus> decodeProbe(byte[] value) throws BadRecordException {
    JsonNode node = parse(value);
    return node.path("type").textValue().equals(PROBE)
        ? Optional.of(probe(node))
        : Optional.empty();
  }

  /**
   * What a value tells of a model, or nothing if it tells of something else.
   *
   * @throws BadRecordException if it is no status at all, or not a whole one
   */
  public Optional<ModelStatus> decodeModel(byte[] value) throws BadRecordException {
    JsonNode node = parse(value);
    return node.path("type").textValue().equals(MODEL)
        ? Optional.of(model(node))
        : Optional.empty();
  }

  private static ModelStatus model(JsonNode node) throws BadRecordException {
    String state = require(node, "state", node.path("state").isTextual()).textValue();
    for (ModelStatus.State known : ModelStatus.State.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(state)) {
        return new ModelStatus(
            known,
            require(node, "name", node.path("name").isTextual()).textValue(),
            number(node, "version").intValue(),
            node.path("reason").asText(""),
            node.has("percent") ? sweep(node) : null);
      }
    }
    throw new BadRecordException(Reason.WRONG_TYPE, "a model's state is '%s'".formatted(state));
  }

  private static ModelStatus.Sweep sweep(JsonNode node) throws BadRecordException {
    return new ModelStatus.Sweep(
        number(node, "percent").intValue(),
        number(node, "millis").longValue(),
        number(node, "vertices").longValue());
  }

  private JsonNode parse(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a status has a value");
    }
    try {
      JsonNode node = mapper.readTree(value);
      if (!node.path("type").isTextual()) {
        throw new BadRecordException(
            Reason.MALFORMED, "expected a status with a 'type', came " + new String(value, UTF_8));
      }
      return node;
    } catch (IOException e) {
      throw new BadRecordException(Reason.MALFORMED, "not JSON: " + e.getMessage());
    }
  }

  private static ProbeStatus probe(JsonNode node) throws BadRecordException {
    TreeMap<String, long[]> offsets = new TreeMap<>();
    JsonNode given = require(node, "offsets", node.path("offsets").isObject());
    for (var topic : given.properties()) {
      offsets.put(topic.getKey(), longs(topic.getValue()));
    }
    return new ProbeStatus(
        require(node, "probe", node.path("probe").isTextual()).textValue(),
        number(node, "horizon").longValue(),
        number(node, "modelVersion").intValue(),
        offsets);
  }

  private static long[] longs(JsonNode array) throws BadRecordException {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (!value.isIntegralNumber()) {
        throw new BadRecordException(Reason.WRONG_TYPE, "an offset is " + value);
      }
      values[i] = value.longValue();
    }
    return values;
  }

  private static JsonNode number(JsonNode node, String field) throws BadRecordException {
    return require(node, field, node.path(field).isIntegralNumber());
  }

  private static JsonNode require(JsonNode node, String field, boolean fits)
      throws BadRecordException {
    if (!fits) {
      throw new BadRecordException(
          Reason.WRONG_TYPE, "'%s' is %s".formatted(field, node.path(field)));
    }
    return node.path(field);
  }
}
