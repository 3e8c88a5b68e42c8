// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A program that prints the best time and the rate of the device's products, at the sizes of the
 * models, on one thread and on {@code THREADS}: {@code ProductTimes THREADS}. The best of many
 * rounds, since others may keep the cores busy.
 */
final class ProductTimes {

  private static final int ROUNDS = 40;
  private static final double LEAST = 2e6; // nanoseconds of a round
  private static final int[][] SHAPES = {
    {100, 64, 64},
    {10, 64, 64},
    {1, 64, 64},
    {2500, 64, 64},
    {2708, 64, 7},
    {2708, 64, 64},
    {600, 600, 64},
    {3000, 16, 16},
    {512, 512, 512}
  };

  private ProductTimes() {}

  public static void main(String[] args) {
    Device one = Device.cpu(1);
    Device many = Device.cpu(Integer.parseInt(args[0]));
    for (int[] shape : SHAPES) {
      for (int ways = 0; ways < 3; ways++) {
        print(shape, ways == 1, ways == 2, one, many);
      }
    }
    sparse(one, many);
  }

  private static void print(int[] shape, boolean ta, boolean tb, Device one, Device many) {
    Matrix a = ta ? random(shape[1], shape[0]) : random(shape[0], shape[1]);
    Matrix b = tb ? random(shape[2], shape[1]) : random(shape[1], shape[2]);
    Matrix c = Matrix.zeros(shape[0], shape[2]);
    double alone = best(() -> one.addProduct(a, ta, b, tb, c));
    double together = best(() -> many.addProduct(a, ta, b, tb, c));
    double operations = 2.0 * shape[0] * shape[1] * shape[2];
    String what = shape[0] + " x " + shape[1] + (ta ? "'" : "") + " x " + shape[2];
    line(what + (tb ? "'" : ""), alone, together, operations);
  }

  private static void sparse(Device one, Device many) {
    SparseMatrix s = DeviceContract.randomSparse(2708, 2708, 1);
    Matrix x = random(2708, 64);
    Matrix y = Matrix.zeros(2708, 64);
    double alone = best(() -> one.addProduct(s, x, y));
    double together = best(() -> many.addProduct(s, x, y));
    line("sparse, " + s.entryCount() + " entries, x 64", alone, together, 128.0 * s.entryCount());
  }

  private static void line(String what, double alone, double together, double operations) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %9.2f us %6.1f GFLOP/s alone, %9.2f us %6.1f GFLOP/s together%n",
        what,
        alone / 1e3,
        operations / alone,
        together / 1e3,
        operations / together);
  }

  /** Nanoseconds of a call. */
  private static double best(Runnable work) {
    for (int warm = 0; warm < 2000 && nanoseconds(work, 1) < LEAST; warm++) {}
    int calls = 1;
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double taken = nanoseconds(work, calls);
      while (taken * calls < LEAST) {
        calls *= 2;
        taken = nanoseconds(work, calls);
      }
      best = Math.min(best, taken);
    }
    return best;
  }

  private static double nanoseconds(Runnable work, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / (double) calls;
  }

  private static Matrix random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(1);
    Matrix m = Matrix.zeros(rows, columns);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = (float) (2 * random.nextDouble() - 1);
    }
    return m;
  }
}
