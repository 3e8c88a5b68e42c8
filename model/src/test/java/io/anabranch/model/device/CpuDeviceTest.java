// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CpuDeviceTest extends DeviceContract {

  @Override
  Device device() {
    return Device.cpu();
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    float[] alone = everything(Device.cpu(1));
    for (int threads : new int[] {2, 3, 7}) {
      assertArrayEquals(bits(alone), bits(everything(Device.cpu(threads))));
    }
  }

  @Test
  void refusesNoThreads() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Device.cpu(0));
    assertEquals("at least one thread; got 0", e.getMessage());
  }

  @Test
  void matricesAndIndicesAreChecked() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Matrix.of(2, 3, 1, 2));
    assertEquals("a matrix of 2 x 3 has 6 values; got 2", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> Segments.of(2, 0, 2));
    assertEquals("index 1 lies from 0 to 1; got 2", e.getMessage());
    SparseMatrix s = randomSparse(3, 4, 1);
    e = assertThrows(IllegalArgumentException.class, () -> s.withValues(new float[99]));
    assertEquals(
        "a sparse matrix of " + s.entryCount() + " entries; got 99 values", e.getMessage());
  }

  /** Large enough to be shared out; the last elements of a chain of products. */
  static float[] everything(Device device) {
    Matrix a = random(3001, 37, 1);
    Matrix c = Matrix.zeros(3001, 21);
    device.addProduct(a, false, random(37, 21, 2), false, c);
    SparseMatrix s = randomSparse(3001, 3001, 3);
    Matrix d = Matrix.zeros(3001, 21);
    device.addProduct(s, c, d);
    device.addTransposedProduct(s, c, d);
    Matrix e = Matrix.zeros(3001, 21);
    device.apply(Pointwise.ELU, d, e);
    device.addChained(Pointwise.ELU, d, e, c, e);
    Segments targets = Segments.of(301, new SplittableRandom(4).ints(3001, 0, 301).toArray());
    Segments sources = Segments.each(3001);
    Matrix f = Matrix.zeros(301, 21);
    device.addEdgeSums(random(3001, 3, 5), targets, e, sources, f);
    Matrix g = Matrix.zeros(3001, 3);
    device.addEdgeDots(f, targets, e, sources, g);
    device.segmentSoftmax(g, targets, g);
    g.values()[0] += (float) device.addLogisticPairs(g, g.copy());
    return g.values();
  }

  static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
