// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * Slows telling down when all that there is to do is more than the job can do. That shows in
 * checkpoints: a barrier goes behind all that waits to be done, so what takes it longer than usual
 * is what events wait for, too.
 */
final class TellingBrake {

  private static final double MOST = 2.5; // times as long as usual may a checkpoint take
  private static final double SLOWEST = 8;

  private double usual; // milliseconds while nothing is told; 0: not known
  private double factor = 1;

  /** A checkpoint is complete, so many milliseconds after its barrier. */
  void completed(long millis, boolean telling) {
    if (!telling) {
      usual = usual == 0 ? millis : (3 * usual + millis) / 4;
      factor = 1;
    } else if (usual > 0) {
      factor = millis > MOST * usual ? Math.min(SLOWEST, 2 * factor) : Math.max(1, factor * 3 / 4);
    }
  }

  /** A pause, longer by as much as is called for. */
  long lengthened(long pause) {
    return (long) (factor * pause);
  }
}
