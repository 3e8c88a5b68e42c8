// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.risk.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code card.json} of a risk model, format 1 of its own count. Required: format_version, name,
 * version, architecture, embeddings, dims, sha256; what else may be there is {@link CardFields}'.
 *
 * @param dims the widths of an embedding and of each layer's output
 */
record RiskCard(
    String name,
    int version,
    RiskModel.Source source,
    List<Integer> dims,
    ModelCard provenance,
    String sha256) {

  static final int FORMAT = 1;
  static final String ARCHITECTURE = "risk-head";

  static RiskCard of(RiskModel model, String sha256) {
    List<Integer> dims = new ArrayList<>(List.of(model.inputWidth()));
    model.layers().forEach(layer -> dims.add(layer.outputWidth()));
    return new RiskCard(model.name(), model.version(), model.source(), dims, model.card(), sha256);
  }

  int depth() {
    return dims.size() - 1;
  }

  byte[] write() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format_version", FORMAT);
    json.put("name", name);
    json.put("version", version);
    json.put("architecture", ARCHITECTURE);
    json.putObject("embeddings").put("model", source.model()).put("version", source.version());
    ArrayNode widths = json.putArray("dims");
    dims.forEach(widths::add);
    CardFields.writeProvenance(json, provenance);
    json.put("sha256", sha256);
    return Json.writePretty(json);
  }

  static RiskCard read(byte[] bytes) throws ArtifactException {
    Fields fields =
        new Fields(CardFields.WHERE, Json.readObject(CardFields.WHERE, bytes, 0, bytes.length));
    String architecture = fields.required("architecture", fields::text);
    if (!architecture.equals(ARCHITECTURE)) {
      throw new ArtifactException(
          CardFields.WHERE,
          "expected architecture %s; got %s".formatted(ARCHITECTURE, architecture));
    }
    CardFields.requireFormat(fields.required("format_version", fields::int32), FORMAT);
    List<Integer> dims = fields.required("dims", fields.listOf(fields::int32));
    CardFields.requireDims(dims);
    if (dims.get(dims.size() - 1) != 1) {
      throw new ArtifactException(
          CardFields.WHERE, "expected dims that end in 1, the log odds; got " + dims);
    }
    return new RiskCard(
        CardFields.readName(fields, "name"),
        CardFields.readVersion(fields),
        fields.required("embeddings", (f, v) -> source(fields.nested(f, v))),
        dims,
        CardFields.readProvenance(fields),
        fields.required("sha256", fields::text));
  }

  private static RiskModel.Source source(Fields fields) throws ArtifactException {
    return new RiskModel.Source(
        CardFields.readName(fields, "model"), CardFields.readVersion(fields));
  }
}
