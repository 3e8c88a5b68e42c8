// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.model.layer.EventTimeRange;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import java.util.List;
import java.util.TreeMap;

/** What cards of every architecture have: a name, a version, dims, and where the model is from. */
final class CardFields {

  static final String WHERE = "card.json";

  private CardFields() {}

  static void writeProvenance(ObjectNode json, ModelCard provenance) {
    json.put("seed", provenance.seed());
    json.put("created_by", provenance.createdBy());
    json.put("snapshot", provenance.snapshotId());
    writeEventTimes(json, provenance.eventTimes());
    ObjectNode settings = json.putObject("settings");
    provenance.settings().forEach(settings::put);
    ObjectNode metrics = json.putObject("metrics");
    provenance.metrics().forEach(metrics::put);
  }

  private static void writeEventTimes(ObjectNode json, EventTimeRange range) {
    if (range == null) {
      json.putNull("event_times");
    } else {
      json.putObject("event_times").put("from", range.from()).put("to", range.to());
    }
  }

  static ModelCard readProvenance(Fields fields) throws ArtifactException {
    return new ModelCard(
        fields.optional("seed", fields::int64).orElse(0L),
        fields.optional("created_by", fields::text).orElse("unknown"),
        fields.optional("snapshot", fields::text).orElse(null),
        fields.optional("event_times", (f, v) -> eventTimes(fields.nested(f, v))).orElse(null),
        fields.optional("settings", fields.mapOf(fields::text)).orElseGet(TreeMap::new),
        fields.optional("metrics", fields.mapOf(fields::finite)).orElseGet(TreeMap::new));
  }

  private static EventTimeRange eventTimes(Fields fields) throws ArtifactException {
    long from = fields.required("from", fields::int64);
    long to = fields.required("to", fields::int64);
    if (to < from) {
      throw new ArtifactException(
          fields.where(), "expected an end not before %d; got %d".formatted(from, to));
    }
    return new EventTimeRange(from, to);
  }

  /** From 1 to {@code newest}. */
  static void requireFormat(int format, int newest) throws ArtifactException {
    if (format > newest) {
      throw new ArtifactException(
          WHERE, "written by format %d, this build reads up to %d".formatted(format, newest));
    }
    if (format < 1) {
      throw new ArtifactException(WHERE, "expected a format_version from 1; got " + format);
    }
  }

  static void requireDims(List<Integer> dims) throws ArtifactException {
    if (dims.size() < 2 || dims.stream().anyMatch(width -> width < 1)) {
      throw new ArtifactException(WHERE, "expected two or more positive dims; got " + dims);
    }
  }

  static String readName(Fields fields, String field) throws ArtifactException {
    String name = fields.required(field, fields::text);
    if (!SageModel.isName(name)) {
      throw new ArtifactException(
          fields.where(),
          "expected a name of letters, digits, '.', '_' and '-'; got '" + name + "'");
    }
    return name;
  }

  static int readVersion(Fields fields) throws ArtifactException {
    int version = fields.required("version", fields::int32);
    if (version < 0) {
      throw new ArtifactException(
          fields.where(), "expected a version of 0 or more; got " + version);
    }
    return version;
  }
}
