// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.ProbeStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the parts of the answers to probes together. Bounded: of probes that never complete only the
 * latest few are remembered.
 */
final class ProbeBoard {

  private static final int LIMIT = 16; // probes
  private static final List<StatusPart.Kind> OF_PROBES =
      Arrays.stream(StatusPart.Kind.values()).filter(StatusPart.Kind::isOfProbe).toList();

  private record PartKey(StatusPart.Kind kind, int number) {}

  private final Map<String, Map<PartKey, StatusPart>> probes = new LinkedHashMap<>();

  /** Takes a part; gives the answer when it was the last one missing. */
  Optional<ProbeStatus> add(StatusPart part) {
    Map<PartKey, StatusPart> parts = probes.computeIfAbsent(part.probe(), probe -> new HashMap<>());
    parts.put(new PartKey(part.kind(), part.number()), part);
    if (isComplete(parts)) {
      probes.remove(part.probe());
      return Optional.of(status(part.probe(), parts));
    }
    if (probes.size() > LIMIT) {
      probes.remove(probes.keySet().iterator().next());
    }
    return Optional.empty();
  }

  /** The parts of the probes that are not complete, to be kept. */
  List<StatusPart> parts() {
    List<StatusPart> all = new ArrayList<>();
    probes.values().forEach(parts -> all.addAll(parts.values()));
    return all;
  }

  private static boolean isComplete(Map<PartKey, StatusPart> parts) {
    for (StatusPart.Kind kind : OF_PROBES) {
      List<StatusPart> ofKind = ofKind(parts, kind);
      if (ofKind.isEmpty() || ofKind.size() < ofKind.get(0).of()) {
        return false;
      }
    }
    return true;
  }

  private static List<StatusPart> ofKind(Map<PartKey, StatusPart> parts, StatusPart.Kind kind) {
    return parts.values().stream().filter(part -> part.kind() == kind).toList();
  }

  private static ProbeStatus status(String probe, Map<PartKey, StatusPart> parts) {
    Map<String, TreeMap<Integer, Long>> offsets = new HashMap<>();
    for (StatusPart seen : ofKind(parts, StatusPart.Kind.SEEN)) {
      offsets
          .computeIfAbsent(seen.topic(), topic -> new TreeMap<>())
          .put(seen.partition(), seen.value());
    }
    Map<String, long[]> byTopic = new HashMap<>();
    offsets.forEach(
        (topic, byPartition) ->
            byTopic.put(topic, byPartition.values().stream().mapToLong(Long::longValue).toArray()));
    return new ProbeStatus(
        probe,
        smallest(parts, StatusPart.Kind.HORIZON),
        (int) smallest(parts, StatusPart.Kind.DONE),
        byTopic);
  }

  private static long smallest(Map<PartKey, StatusPart> parts, StatusPart.Kind kind) {
    return ofKind(parts, kind).stream().mapToLong(StatusPart::value).min().orElseThrow();
  }
}
