// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * {@code card.json}, format 2. Required: format_version, name, version, architecture, dims, sha256;
 * every other field has a default, and fields that are not known are passed over. Format 1 knew no
 * aggregator but the mean, and named it in the architecture, and no sampling.
 */
final class CardFormat {

  static final String WHERE = CardFields.WHERE;
  static final int FORMAT = 2;
  static final String ARCHITECTURE = "graphsage";
  private static final String ARCHITECTURE_1 = "graphsage-mean";

  private CardFormat() {}

  static byte[] write(Card card) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format_version", FORMAT);
    json.put("name", card.name());
    json.put("version", card.version());
    json.put("architecture", ARCHITECTURE);
    json.put("aggregator", card.aggregator().text());
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
    requireArchitecture(format, fields.required("architecture", fields::text));
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
        format == 1
            ? AggregatorType.MEAN
            : fields.optional("aggregator", CardFormat::aggregator).orElse(AggregatorType.MEAN),
        dims,
        activations,
        normalise,
        readSampling(fields, depth),
        CardFields.readProvenance(fields),
        fields.required("sha256", fields::text));
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

  private static void requireArchitecture(int format, String architecture)
      throws ArtifactException {
    String expected = format == 1 ? ARCHITECTURE_1 : ARCHITECTURE;
    if (!architecture.equals(expected)) {
      throw new ArtifactException(
          WHERE, "expected architecture %s; got %s".formatted(expected, architecture));
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

  private static void requireOneALayer(String field, List<?> values, int depth)
      throws ArtifactException {
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
    throw new ArtifactException(WHERE, field + ": expected relu or none; got " + value);
  }

  private static List<Activation> reluButLast(int depth) {
    List<Activation> activations = new ArrayList<>(Collections.nCopies(depth, Activation.RELU));
    activations.set(depth - 1, Activation.NONE);
    return activations;
  }
}
