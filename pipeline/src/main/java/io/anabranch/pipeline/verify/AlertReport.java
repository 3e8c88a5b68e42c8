// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.List;
import java.util.Locale;

/**
 * Alerts and risk scores computed anew from the rows, or the ego graph, that they name.
 *
 * @param alerts how many there are
 * @param scores risk scores beside them
 * @param identical how many of both have the same bits
 * @param gone how many name a row that its topic does not hold, but may have held
 * @param unknown how many are by a model that the configuration does not name
 * @param repeated how many come again under their key, as they may without transactions
 * @param explained how many say what their score is made of
 * @param sameAnew of those, how many say share by share what comes from scratch: of those whose
 *     rows are still the last ones, where the graph was looked at
 * @param unanswered scores above the threshold of a rule for which there is no alert; rules as they
 *     are configured now: a rule that is new has none for what was scored before it
 * @param faults the first ones that are wrong
 */
public record AlertReport(
    long alerts,
    long scores,
    long identical,
    long gone,
    long unknown,
    long repeated,
    long explained,
    long sameAnew,
    Unanswered unanswered,
    List<String> faults) {

  /**
   * Scores without an alert.
   *
   * @param looked how many scores were above a threshold; -1: nobody can say, since the topic of
   *     alerts has lost its beginning
   * @param first those without an alert, the first ones
   */
  public record Unanswered(long looked, long count, List<String> first) {

    @Override
    public String toString() {
      if (looked < 0) {
        return "the oldest alerts are deleted: whether one is missing nobody can say";
      }
      String text =
          String.format(
              Locale.ROOT, "%,d of %,d scores above thresholds have no alert", count, looked);
      return count == 0 ? text : text + ": " + String.join("; ", first);
    }
  }

  /** True when all that can be computed anew have the same bits, and nothing else is wrong. */
  public boolean isExact() {
    return faults.isEmpty() && identical + gone + unknown == alerts + scores;
  }

  @Override
  public String toString() {
    String verdict =
        String.format(
            Locale.ROOT,
            "%,d of %,d alerts and %,d risk scores bit-identical, %,d name rows that are gone, %,d"
                + " are by another model, %,d come again, %,d are taken apart (%,d the same from"
                + " scratch, share by share); %s",
            identical,
            alerts,
            scores,
            gone,
            unknown,
            repeated,
            explained,
            sameAnew,
            unanswered);
    return faults.isEmpty() ? verdict : verdict + "; " + String.join("; ", faults);
  }
}
