// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CpuDeviceTest extends DeviceContract {

  @Override
  protected Device device() {
    return Device.cpu();
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    float[] alone = everything(Device.cpu(1));
    for (int threads : new int[] {2, 3, 7}) {
      assertArrayEquals(bits(alone), bits(everything(Device.cpu(threads))));
    }
  }

  /** In a JVM of their own, since a JVM chooses its kernels once. */
  @Test
  void scalarKernelsGiveTheSameBits() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process child =
        new ProcessBuilder(java, "-Danabranch.kernels=scalar", "-cp", path, Bits.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, child.waitFor(), out);
    assertEquals("" + Arrays.hashCode(bits(everything(Device.cpu(2)))), out);
  }

  /** A program that prints a hash of the bits. */
  static final class Bits {
    private Bits() {}

    public static void main(String[] args) {
      System.out.println(Arrays.hashCode(bits(everything(Device.cpu(2)))));
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
    Matrix h = Matrix.zeros(3001, 3);
    device.segmentSoftmax(g, targets, h);
    Matrix i = Matrix.zeros(3001, 3);
    device.addSoftmaxGradient(h, g, targets, i);
    device.addDropped(0.3f, 6, h, i);
    Matrix j = Matrix.zeros(301, 48);
    Segments others = Segments.of(301, new SplittableRandom(7).ints(3001, 0, 301).toArray());
    device.addEdgeSums(random(3001, 6, 8), targets, random(301, 48, 9), others, j);
    Matrix k = Matrix.zeros(3001, 6);
    device.addEdgeDots(j, targets, j, others, k);
    device.segmentSoftmax(k, others, k);
    device.addGathered(Matrix.of(1, 3, 1, 2, 3), Segments.all(3001), i);
    i.values()[0] += (float) device.addLogisticPairs(k, k.copy());
    float[] all = Arrays.copyOf(i.values(), i.values().length + k.values().length);
    System.arraycopy(k.values(), 0, all, i.values().length, k.values().length);
    return all;
  }

  static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
