// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * {@code card.json}, format 3. Required: format_version, name, version, architecture, dims, sha256;
 * and heads where there are any; every other field has a default, and fields that are not known are
 * passed over. Format 1 knew no aggregator but the mean, and named it in the architecture, and no
 * sampling; format 2 knew no architecture but GraphSAGE.
 */
final class CardFormat {

  static final String WHERE = CardFields.WHERE;
  static final int FORMAT = 3;

  /** Says what it is a card of, where that is not a model that is served. */
  static final String KIND = "kind";

  private static final String ARCHITECTURE_2 = "graphsage";
  private static final String ARCHITECTURE_1 = "graphsage-mean";

  private CardFormat() {}

  static byte[] write(Card card) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format_version", FORMAT);
    json.put("name", card.name());
    json.put("version", card.version());
    json.put("architecture", card.aggregator().architecture());
    json.put("aggregator", card.aggregator().text());
    HeadsFormat.write(json, card.heads());
    ArrayNode dims = json.putArray("dims");
    card.dims().forEach(dims::add);
    ArrayNode activations = json.putArray("activations");
    card.activations().forEach(a -> activations.add(a.name().toLowerCase(Locale.ROOT)));
    ArrayNode normalise = json.putArray("normalise");
    card.normalise().forEach(normalise::add);
    writeSampling(json, card.sampling());
    CardFields.writeProvenance(json, card.provenance());
    json.put("sha256", card.sha256());
    return Json.writePretty(json);
  }

  static Card read(byte[] bytes) throws ArtifactException {
    Fields fields = new Fields(WHERE, Json.readObject(WHERE, bytes, 0, bytes.length));
    int format = fields.required("format_version", fields::int32);
    CardFields.requireFormat(format, FORMAT);
    requireServed(fields);
    AggregatorType aggregator = aggregator(format, fields);
    List<Integer> dims = fields.required("dims", fields.listOf(fields::int32));
    CardFields.requireDims(dims);
    int depth = dims.size() - 1;
    List<Activation> activations =
        fields
            .optional("activations", fields.listOf(CardFormat::activation))
            .orElseGet(() -> reluButLast(depth));
    List<Boolean> normalise =
        fields
            .optional("normalise", fields.listOf(fields::bool))
            .orElseGet(() -> Collections.nCopies(depth, false));
    requireOneALayer("activations", activations, depth);
    requireOneALayer("normalise", normalise, depth);
    return new Card(
        CardFields.readName(fields, "name"),
        CardFields.readVersion(fields),
        aggregator,
        HeadsFormat.read(fields, aggregator, dims),
        dims,
        activations,
        normalise,
        readSampling(fields, depth),
        CardFields.readProvenance(fields),
        fields.required("sha256", fields::text));
  }

  private static void requireServed(Fields fields) throws ArtifactException {
    String kind = fields.optional(KIND, fields::text).orElse("model");
    if (!kind.equals("model")) {
      throw new ArtifactException(
          WHERE,
          "expected a model that can be served; got a %s of architecture %s"
              .formatted(kind, fields.required("architecture", fields::text)));
    }
  }

  private static void writeSampling(ObjectNode json, Sampling sampling) {
    if (sampling.takesAll()) {
      json.putNull("sampling");
      return;
    }
    ObjectNode object = json.putObject("sampling");
    ArrayNode fanouts = object.putArray("fanouts");
    sampling.fanouts().forEach(fanouts::add);
    object.put("order", nameOf(sampling.order()));
    object.put("seed", sampling.seed());
  }

  private static Sampling readSampling(Fields fields, int depth) throws ArtifactException {
    return fields
        .optional("sampling", (f, v) -> sampling(fields.nested(f, v), depth))
        .orElse(Sampling.ALL);
  }

  private static Sampling sampling(Fields fields, int depth) throws ArtifactException {
    List<Integer> fanouts = fields.required("fanouts", fields.listOf(fields::int32));
    requireOneALayer("fanouts", fanouts, depth);
    if (!fanouts.stream().allMatch(Sampling::isFanout)) {
      throw new ArtifactException(
          fields.where(),
          "expected fanouts from 1 to %d; got %s".formatted(Sampling.LARGEST, fanouts));
    }
    return new Sampling(
        fanouts,
        fields.required("order", CardFormat::order),
        fields.required("seed", fields::int64));
  }

  private static Sampling.Order order(String field, JsonNode value) throws ArtifactException {
    for (Sampling.Order order : Sampling.Order.values()) {
      if (value.asText().equals(nameOf(order))) {
        return order;
      }
    }
    throw new ArtifactException(WHERE, field + ": expected hash or most-recent; got " + value);
  }

  private static String nameOf(Sampling.Order order) {
    return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An architecture has a default; GraphSAGE's is the mean. */
  private static AggregatorType aggregator(int format, Fields fields) throws ArtifactException {
    String architecture = fields.required("architecture", fields::text);
    if (format < FORMAT) {
      String expected = format == 1 ? ARCHITECTURE_1 : ARCHITECTURE_2;
      requireArchitecture(List.of(expected), architecture);
    }
    if (format == 1) {
      return AggregatorType.MEAN;
    }
    List<AggregatorType> known =
        Arrays.stream(AggregatorType.values())
            .filter(type -> type.architecture().equals(architecture))
            .toList();
    if (known.isEmpty()) {
      requireArchitecture(
          Arrays.stream(AggregatorType.values()).map(AggregatorType::architecture).toList(),
          architecture);
    }
    AggregatorType aggregator =
        fields.optional("aggregator", CardFormat::aggregator).orElse(known.get(0));
    requireArchitecture(List.of(aggregator.architecture()), architecture);
    return aggregator;
  }

  private static void requireArchitecture(List<String> expected, String architecture)
      throws ArtifactException {
    if (!expected.contains(architecture)) {
      String names = String.join(" or ", expected.stream().distinct().toList());
      throw new ArtifactException(
          WHERE, "expected architecture %s; got %s".formatted(names, architecture));
    }
  }

  private static AggregatorType aggregator(String field, JsonNode value) throws ArtifactException {
    return AggregatorType.of(value.asText())
        .orElseThrow(
            () ->
                new ArtifactException(
                    WHERE,
                    field + ": expected one of " + AggregatorType.names() + "; got " + value));
  }

  static void requireOneALayer(String field, List<?> values, int depth) throws ArtifactException {
    if (values.size() != depth) {
      throw new ArtifactException(
          WHERE, "expected %s for each of %d layers; got %s".formatted(field, depth, values));
    }
  }

  private static Activation activation(String field, JsonNode value) throws ArtifactException {
    for (Activation activation : Activation.values()) {
      if (value.asText().equals(activation.name().toLowerCase(Locale.ROOT))) {
        return activation;
      }
    }
    throw new ArtifactException(WHERE, field + ": expected relu, elu or none; got " + value);
  }

  private static List<Activation> reluButLast(int depth) {
    List<Activation> activations = new ArrayList<>(Collections.nCopies(depth, Activation.RELU));
    activations.set(depth - 1, Activation.NONE);
    return activations;
  }
}
