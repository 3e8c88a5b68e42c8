// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.State;
import io.anabranch.connectors.kafka.ModelStatus.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of models. A model serves when all key groups of the last layer have gone over to it.
 * Bounded: the parts of the models that are loaded, until they serve.
 */
final class ModelBoard {

  private static final int STEP = 5; // percent between two things said of a sweep

  /** Of the models that do not serve yet, by epoch. */
  private final TreeMap<Integer, SwapParts> swaps = new TreeMap<>();

  /**
   * Takes a part; gives what is to be said when it says enough.
   *
   * @param now milliseconds by the wall clock
   */
  Optional<ModelStatus> add(StatusPart part, long now) {
    return switch (part.kind()) {
      case LOADING -> {
        swap(part).loading(part);
        yield Optional.of(status(State.LOADING, part, null));
      }
      case ANNOUNCED -> Optional.of(status(State.ANNOUNCED, part, null));
      case REFUSED -> Optional.of(status(State.REFUSED, part, null));
      case REPLACED -> Optional.of(status(State.REPLACED, part, null));
      case BEGUN -> {
        swap(part).begun(part.value() > 0 ? part : part.withValue(now));
        yield Optional.empty();
      }
      case TOLD -> {
        swap(part).told(part);
        yield Optional.empty();
      }
      case SERVING -> serve(part, now);
      default -> throw new IllegalArgumentException("not of a model: " + part);
    };
  }

  private SwapParts swap(StatusPart part) {
    return swaps.computeIfAbsent(part.partition(), epoch -> new SwapParts());
  }

  private Optional<ModelStatus> serve(StatusPart part, long now) {
    SwapParts swap = swap(part);
    if (swap.serving(part) < part.of()) {
      return Optional.empty();
    }
    swaps.headMap(part.partition(), true).clear();
    return Optional.of(status(State.SERVING, part, swap.sweep(now)));
  }

  private static ModelStatus status(State state, StatusPart part, Sweep sweep) {
    return new ModelStatus(state, part.probe(), (int) part.value(), part.topic(), sweep);
  }

  /**
   * How far the sweeps are that have come on by some percent since this was last asked. To be asked
   * when what is said will be kept, so that no failure takes it back.
   */
  List<ModelStatus> progress(long now) {
    List<ModelStatus> said = new ArrayList<>();
    for (SwapParts swap : swaps.values()) {
      Sweep sweep = swap.sweep(now);
      if (sweep != null && swap.loading() != null && swap.takeStep(sweep.percent(), STEP)) {
        said.add(status(State.SWEEPING, swap.loading(), sweep));
      }
    }
    return said;
  }

  /** Whether a model is being told, or gone over to. */
  boolean isSweeping() {
    return swaps.values().stream().anyMatch(SwapParts::isBegun);
  }

  /** What was said by those who kept the parts is not said again. */
  void resume() {
    swaps.values().forEach(SwapParts::resume);
  }

  /** The parts of the models that are not complete, to be kept. */
  List<StatusPart> parts() {
    List<StatusPart> all = new ArrayList<>();
    swaps.values().forEach(swap -> all.addAll(swap.parts()));
    return all;
  }
}
