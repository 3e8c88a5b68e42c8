// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Says of what there is an alert: of the first score in a window that exceeds the limit, once a
 * key.
 *
 * @param name small letters, digits and '-', begins with a letter; state is kept under it
 * @param window event time, one behind the other from the epoch on
 */
public record AlertRule(String name, Metric metric, Limit limit, Duration window, AlertKey key)
    implements Serializable {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public AlertRule {
    Objects.requireNonNull(limit);
    if (!isName(name)) {
      throw new IllegalArgumentException("a rule's name matches " + NAME + "; got '" + name + "'");
    }
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("a window is at least 1ms; got " + window);
    }
    if (!key.fits(metric)) {
      throw new IllegalArgumentException(
          "a score of %s has no %s".formatted(metric.text(), key.text()));
    }
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The beginning of the window that a time lies in. */
  public long windowStart(long time) {
    long length = window.toMillis();
    return Math.floorDiv(time, length) * length;
  }

  /** When the window that begins then is over; a time too far off to be told is the last one. */
  public long windowEnd(long start) {
    long length = window.toMillis();
    return start > Long.MAX_VALUE - length ? Long.MAX_VALUE : start + length;
  }
}
