// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.ModelStatus.Sweep;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one swap under way. Whatever is heard again after a failure counts once, so a
 * sweep that begins anew seems to stand until it has come to where it was.
 */
final class SwapParts {

  private @Nullable StatusPart loading;
  private @Nullable StatusPart begun;
  private final TreeMap<Integer, StatusPart> told = new TreeMap<>(); // by group
  private final TreeMap<Integer, StatusPart> serving = new TreeMap<>(); // likewise
  private int said; // percent

  void loading(StatusPart part) {
    loading = part;
  }

  @Nullable StatusPart loading() {
    return loading;
  }

  /** The first one counts. */
  void begun(StatusPart part) {
    begun = begun == null ? part : begun;
  }

  boolean isBegun() {
    return begun != null;
  }

  void told(StatusPart part) {
    told.put(part.number(), part);
  }

  /** How many groups have gone over. */
  int serving(StatusPart part) {
    serving.put(part.number(), part);
    return serving.size();
  }

  private int percent() {
    return 100 * told.size() / KeyGroups.COUNT;
  }

  /** How far the sweep is; null when none has begun. */
  @Nullable Sweep sweep(long now) {
    if (begun == null) {
      return null;
    }
    long vertices = told.values().stream().mapToLong(StatusPart::value).sum();
    return new Sweep(percent(), Math.max(0, now - begun.value()), vertices);
  }

  /** Whether so many percent have come since it was last true; the last step may be shorter. */
  boolean takeStep(int percent, int step) {
    if (percent < said + step && (percent < 100 || said == 100)) {
      return false;
    }
    said = percent;
    return true;
  }

  void resume() {
    said = percent();
  }

  List<StatusPart> parts() {
    List<StatusPart> all = new ArrayList<>(told.values());
    all.addAll(serving.values());
    if (loading != null) {
      all.add(loading);
    }
    if (begun != null) {
      all.add(begun);
    }
    return all;
  }
}
