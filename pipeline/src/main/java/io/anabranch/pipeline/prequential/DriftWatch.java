// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a scorer does worse than it used to: the MRR that fades fast is held against one
 * that fades slowly. Estimates that fade tell change fast and without a memory of single
 * observations (Gama, Sebastião, Rodrigues 2013). The slow one follows in the end: who stays at the
 * new level is not fallen for ever.
 *
 * <pre>{@code
 * DriftWatch watch = new DriftWatch(settings);
 * watch.add(1 / rank);                            // of each edge
 * Drift drift = watch.judge(mrr, endOfPeriod);    // at the end of each period
 * }</pre>
 *
 * <p>Bound: four numbers.
 */
public final class DriftWatch {

  /** What is watched of a scorer. */
  public static final String METRIC = "mrr";

  private static final int VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;

  /**
   * What is too far.
   *
   * @param scorer the one that is watched
   * @param share so much of the reference is the fall that counts, above 0 and below 1; who has
   *     made up for half of it has risen again
   * @param factor of the reference's fading, as in {@link Fading}
   * @param least so many ranks before anybody has fallen
   */
  public record Settings(String scorer, double share, double factor, long least) {

    public Settings {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("a share is above 0 and below 1; got " + share);
      }
      if (!(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException("a factor is above 0 and at most 1; got " + factor);
      }
    }
  }

  private final Settings settings;
  private FadingMean reference;
  private long ranks;
  private long since = NEVER;

  public DriftWatch(Settings settings) {
    this.settings = settings;
    this.reference = new FadingMean(settings.factor());
  }

  /** Takes in how an edge was ranked: 1 / rank. */
  public void add(double reciprocalRank) {
    reference.add(reciprocalRank);
    ranks++;
  }

  /**
   * Whether it has fallen.
   *
   * @param value the MRR of late
   * @param period the end of the period that is over
   */
  public Drift judge(double value, long period) {
    double limit = since == NEVER ? 1 - settings.share() : 1 - settings.share() / 2;
    boolean below = ranks >= settings.least() && value < limit * reference.value();
    since = !below ? NEVER : since == NEVER ? period : since;
    return new Drift(
        settings.scorer(), METRIC, value, reference.value(), since != NEVER, sinceOrNull());
  }

  private @Nullable Long sinceOrNull() {
    return since == NEVER ? null : (Long) since;
  }

  /** Writes what it has noted, with the version of the format. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    reference.write(out);
    out.writeLong(ranks);
    out.writeLong(since);
  }

  /**
   * Reads it back.
   *
   * @throws IOException also when the format is of another version
   */
  public static DriftWatch read(DataInput in, Settings settings) throws IOException {
    Versions.require("the watch for drift", VERSION, in.readInt());
    DriftWatch watch = new DriftWatch(settings);
    watch.reference = FadingMean.read(in, settings.factor());
    watch.ranks = in.readLong();
    watch.since = in.readLong();
    return watch;
  }
}
