// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.ModelStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of models. A model serves when all key groups of the last layer have gone over to it.
 * Bounded: the parts of the models that some groups have gone over to and others have not.
 */
final class ModelBoard {

  private final TreeMap<Integer, Map<Integer, StatusPart>> serving = new TreeMap<>(); // by epoch

  /** Takes a part; gives what is to be said when it says enough. */
  Optional<ModelStatus> add(StatusPart part) {
    return switch (part.kind()) {
      case LOADING -> Optional.of(status(ModelStatus.State.LOADING, part));
      case REFUSED -> Optional.of(status(ModelStatus.State.REFUSED, part));
      case SERVING -> serve(part);
      default -> throw new IllegalArgumentException("not of a model: " + part);
    };
  }

  private Optional<ModelStatus> serve(StatusPart part) {
    Map<Integer, StatusPart> groups =
        serving.computeIfAbsent(part.partition(), epoch -> new TreeMap<>());
    groups.put(part.number(), part);
    if (groups.size() < part.of()) {
      return Optional.empty();
    }
    serving.remove(part.partition());
    return Optional.of(status(ModelStatus.State.SERVING, part));
  }

  private static ModelStatus status(ModelStatus.State state, StatusPart part) {
    return new ModelStatus(state, part.probe(), (int) part.value(), part.topic());
  }

  /** The parts of the models that are not complete, to be kept. */
  List<StatusPart> parts() {
    List<StatusPart> all = new ArrayList<>();
    serving.values().forEach(groups -> all.addAll(groups.values()));
    return all;
  }
}
