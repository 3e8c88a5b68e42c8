// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which number is which feature. */
final class Layout {

  private final List<FeatureGroup> groups = new ArrayList<>();

  /** A number as features. */
  Hat hat(FeatureGroup group, double low, double high, int knots) {
    return new Hat(flags(group, knots), low, high, knots);
  }

  /** One hat for each standing of a candidate. */
  Hat[] hats(FeatureGroup group, double low, double high, int knots) {
    Hat[] hats = new Hat[Standing.values().length];
    for (int s = 0; s < hats.length; s++) {
      hats[s] = hat(group, low, high, knots);
    }
    return hats;
  }

  /** So many features; returns the first one's number. */
  int flags(FeatureGroup group, int count) {
    int offset = groups.size();
    for (int i = 0; i < count; i++) {
      groups.add(group);
    }
    return offset;
  }

  int width() {
    return groups.size();
  }

  /** By feature, whether its group is one of these. */
  boolean[] in(Set<FeatureGroup> chosen) {
    boolean[] in = new boolean[groups.size()];
    for (int f = 0; f < in.length; f++) {
      in[f] = chosen.contains(groups.get(f));
    }
    return in;
  }
}
