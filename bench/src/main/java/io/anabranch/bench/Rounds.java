// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times of a piece of work, in milliseconds.
 *
 * @param clock ascending
 * @param processor of the calling thread, ascending: less than the clock where the machine is busy
 */
record Rounds(double[] clock, double[] processor) {

  /**
   * Half as many rounds warm up.
   *
   * @param times that the work is done in a round
   */
  static Rounds of(int rounds, int times, Runnable work) {
    double[] clock = new double[rounds];
    double[] processor = new double[rounds];
    for (int round = -(rounds + 1) / 2; round < rounds; round++) {
      long start = System.nanoTime();
      long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      long usedNow = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      if (round >= 0) {
        clock[round] = (System.nanoTime() - start) / 1e6 / times;
        processor[round] = (usedNow - used) / 1e6 / times;
      }
    }
    Arrays.sort(clock);
    Arrays.sort(processor);
    return new Rounds(clock, processor);
  }

  double median() {
    return clock[clock.length / 2];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.2f ms, best %.2f; processor time of one thread %.2f, best %.2f; rounds %d",
        median(),
        clock[0],
        processor[processor.length / 2],
        processor[0],
        clock.length);
  }
}
