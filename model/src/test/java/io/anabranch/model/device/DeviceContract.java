// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What any device must do: by hand, and against plain loops in double within 1e-4. Modules that
 * bring a device find it in this module's test jar.
 */
public abstract class DeviceContract {

  private static final double TOLERANCE = 1e-4;

  protected abstract Device device();

  @Test
  void multipliesInAllFourWays() {
    int[][] shapes = {{1, 1, 1}, {3, 5, 7}, {130, 33, 65}, {300, 70, 40}, {5, 0, 3}};
    for (int[] shape : shapes) {
      Matrix a = random(shape[0], shape[1], 1);
      Matrix b = random(shape[1], shape[2], 2);
      for (int ways = 0; ways < 4; ways++) {
        boolean ta = (ways & 1) != 0;
        boolean tb = (ways & 2) != 0;
        Matrix c = random(shape[0], shape[2], 3);
        Matrix expected = c.copy();
        addProduct(a, b, expected);
        device().addProduct(ta ? transpose(a) : a, ta, tb ? transpose(b) : b, tb, c);
        assertClose(expected, c);
      }
    }
  }

  @Test
  void multipliesSparseByDense() {
    for (int columns : new int[] {1, 7, 16, 50}) {
      SparseMatrix s = randomSparse(200, 90, 4);
      Matrix c = random(200, columns, 5);
      Matrix expected = c.copy();
      Matrix b = random(90, columns, 6);
      addProduct(dense(s), b, expected);
      device().addProduct(s, b, c);
      assertClose(expected, c);

      Matrix d = random(90, columns, 7);
      Matrix transposed = d.copy();
      Matrix e = random(200, columns, 8);
      addProduct(transpose(dense(s)), e, transposed);
      device().addTransposedProduct(s, e, d);
      assertClose(transposed, d);
    }
  }

  @Test
  void gathersAndSumsSegments() {
    Segments segments = Segments.of(4, 2, 0, 2, 2); // 1 and 3 are empty
    Matrix gathered = Matrix.zeros(4, 2);
    device().addGathered(Matrix.of(4, 2, 1, 2, 3, 4, 5, 6, 7, 8), segments, gathered);
    assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6, 5, 6}, gathered.values());
    Matrix sums = Matrix.of(4, 2, 100, 0, 0, 0, 0, 0, 0, 9);
    device().addSegmentSums(Matrix.of(4, 2, 1, 2, 3, 4, 5, 6, 7, 8), segments, sums);
    assertArrayEquals(new float[] {103, 4, 0, 0, 13, 16, 0, 9}, sums.values());
  }

  @Test
  void goesThroughAllPairs() {
    for (int[] shape : new int[][] {{1, 1}, {5, 3}, {300, 16}, {270, 7}}) {
      Matrix z = random(shape[0], shape[1], 1);
      Matrix y = random(shape[0], shape[1], 2);
      Matrix expected = y.copy();
      double sum = 0;
      for (int i = 0; i < z.rows(); i++) {
        for (int j = 0; j < z.rows(); j++) {
          double x = 0;
          for (int c = 0; c < z.columns(); c++) {
            x += (double) z.get(i, c) * z.get(j, c);
          }
          sum += Math.log1p(Math.exp(x));
          for (int c = 0; c < z.columns(); c++) {
            expected.values()[i * z.columns() + c] += z.get(j, c) / (1 + Math.exp(-x));
          }
        }
      }
      assertEquals(sum, device().addLogisticPairs(z, y), 1e-6 * sum);
      assertClose(expected, y);
    }
    assertEquals(0, device().addLogisticPairs(Matrix.zeros(0, 3), Matrix.zeros(0, 3)));
  }

  @Test
  void takesSegmentMaxima() {
    Segments segments = Segments.of(3, 2, 0, 2, 2, 0);
    Matrix x = Matrix.of(5, 2, 1, -2, -3, Float.NaN, 5, -2, 5, -8, -4, 1);
    Matrix y = Matrix.of(3, 2, 9, 9, 9, 9, 9, 9);
    int[] winners = new int[6];
    device().segmentMax(x, segments, winners, y);
    assertArrayEquals(new float[] {-3, Float.NaN, 0, 0, 5, -2}, y.values());
    assertArrayEquals(new int[] {1, 1, -1, -1, 2, 0}, winners);
  }

  @Test
  void softmaxOfASegmentSumsToOne() {
    Segments segments = Segments.of(3, 2, 0, 2, 2);
    Matrix x = Matrix.of(4, 1, 1e30f, -7, 1e30f, -1e30f);
    Matrix y = Matrix.of(4, 1, 9, 9, 9, 9);
    device().segmentSoftmax(x, segments, y);
    assertArrayEquals(new float[] {0.5f, 1, 0.5f, 0}, y.values());
    Matrix thirds = Matrix.zeros(2, 1);
    device().segmentSoftmax(Matrix.of(2, 1, 0, 0.6931472f), Segments.of(1, 0, 0), thirds);
    assertArrayEquals(new float[] {1 / 3f, 2 / 3f}, thirds.values(), 1e-6f);
  }

  @Test
  void softmaxOfManyHeadsAndItsGradient() {
    for (int heads : new int[] {1, 3, 8, 17}) {
      // 2 to 4 have no rows, 1 has one, and the rows of a segment are not together.
      Segments segments = Segments.of(6, 5, 0, 5, 1, 0, 5, 5, 0, 5);
      Matrix x = random(9, heads, heads);
      Matrix y = Matrix.zeros(9, heads);
      device().segmentSoftmax(x, segments, y);
      Matrix dy = random(9, heads, 2);
      Matrix dx = random(9, heads, 3);
      Matrix gradient = dx.copy();
      device().addSoftmaxGradient(y, dy, segments, gradient);
      for (int k = 0; k < 9; k++) {
        for (int c = 0; c < heads; c++) {
          double sum = 0;
          double weighted = 0;
          for (int j = 0; j < 9; j++) {
            boolean together = segments.segment(j) == segments.segment(k);
            sum += together ? Math.exp(x.get(j, c)) : 0;
            weighted += together ? y.get(j, c) * dy.get(j, c) : 0;
          }
          assertEquals(Math.exp(x.get(k, c)) / sum, y.get(k, c), TOLERANCE);
          double slope = y.get(k, c) * (dy.get(k, c) - weighted);
          assertEquals(dx.get(k, c) + slope, gradient.get(k, c), TOLERANCE);
        }
      }
    }
  }

  @Test
  void softmaxLosesNoNaNAndSpreadsItNoFurther() {
    Segments segments = Segments.of(2, 0, 0, 1);
    Matrix x = Matrix.of(3, 2, Float.NaN, 1, 2, 1, 3, 4);
    Matrix y = Matrix.zeros(3, 2);
    device().segmentSoftmax(x, segments, y);
    float nan = Float.NaN;
    assertArrayEquals(new float[] {nan, 0.5f, nan, 0.5f, 1, 1}, y.values());
  }

  @Test
  void softmaxOfNoRows() {
    Segments none = Segments.of(3);
    device().segmentSoftmax(Matrix.zeros(0, 4), none, Matrix.zeros(0, 4));
    device().addSoftmaxGradient(Matrix.zeros(0, 4), Matrix.zeros(0, 4), none, Matrix.zeros(0, 4));
  }

  @Test
  void edgesOfAnyWidthAndNumberOfHeads() {
    int[][] shapes = {{1, 1}, {1, 7}, {1, 40}, {2, 8}, {3, 8}, {8, 8}, {2, 16}, {5, 3}, {4, 33}};
    Segments targets = Segments.of(5, 4, 1, 1, 4, 1, 0); // 2 and 3 have no edges
    Segments sources = Segments.of(4, 0, 3, 3, 2, 0, 0);
    for (int[] shape : shapes) {
      int heads = shape[0];
      int block = shape[1];
      Matrix w = random(6, heads, 1);
      Matrix x = random(4, heads * block, 2);
      Matrix y = random(5, heads * block, 3);
      Matrix expected = y.copy();
      Matrix dots = random(6, heads, 4);
      Matrix expectedDots = dots.copy();
      for (int e = 0; e < 6; e++) {
        int to = targets.segment(e);
        for (int i = 0; i < heads * block; i++) {
          float from = x.get(sources.segment(e), i);
          expectedDots.values()[e * heads + i / block] += y.get(to, i) * from;
          expected.values()[to * heads * block + i] += w.get(e, i / block) * from;
        }
      }
      device().addEdgeDots(y, targets, x, sources, dots);
      assertClose(expectedDots, dots);
      device().addEdgeSums(w, targets, x, sources, y);
      assertClose(expected, y);
    }
  }

  @Test
  void dropsTheSameElementsForwardAndBackward() {
    Matrix ones = Matrix.of(1, 2000, ones(2000));
    Matrix y = Matrix.of(1, 2000, ones(2000));
    device().addDropped(0.75f, 11, ones, y);
    int kept = 0;
    for (float value : y.values()) {
      assertTrue(value == 1f || value == 5f, () -> "" + value);
      kept += value == 5f ? 1 : 0;
    }
    assertEquals(500, kept, 120); // 6 standard deviations
    Matrix again = Matrix.of(1, 2000, ones(2000));
    device().addDropped(0.75f, 11, ones, again);
    assertArrayEquals(y.values(), again.values());
    Matrix all = Matrix.zeros(1, 2000);
    device().addDropped(0f, 11, ones, all);
    assertArrayEquals(ones.values(), all.values());
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    return ones;
  }

  @Test
  void functionsAtTheirEdges() {
    for (Pointwise f : Pointwise.values()) {
      Matrix x = Matrix.of(1, 5, Float.NaN, -0f, 1e30f, -1e30f, Float.MIN_VALUE);
      Matrix y = Matrix.zeros(1, 5);
      device().apply(f, x, y);
      assertTrue(Float.isNaN(y.get(0, 0)), f.name());
      assertEquals(f == Pointwise.SIGMOID ? 0.5f : 0f, Math.abs(y.get(0, 1)), f.name());
      boolean bounded = f == Pointwise.SIGMOID || f == Pointwise.TANH;
      assertEquals(bounded ? 1f : 1e30f, y.get(0, 2), f.name());
      float low =
          switch (f) {
            case RELU, SIGMOID -> 0f;
            case LEAKY_RELU -> 0.2f * -1e30f;
            case ELU, TANH -> -1f;
          };
      assertEquals(low, y.get(0, 3), f.name());
      Matrix dx = Matrix.zeros(1, 5);
      Matrix dy = Matrix.of(1, 5, Float.NaN, 1, 1, 1, 1);
      device().addChained(f, x, y, dy, dx);
      assertTrue(Float.isNaN(dx.get(0, 0)), f.name());
      assertEquals(bounded ? 0f : 1f, dx.get(0, 2), f.name());
    }
  }

  @Test
  void multipliesAndSumsAlongEdges() {
    Segments targets = Segments.of(2, 1, 1); // 0 -> 1 and 1 -> 1
    Segments sources = Segments.of(2, 0, 1);
    Matrix x = Matrix.of(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);
    Matrix dots = Matrix.of(2, 2, 100, 0, 0, 0);
    device().addEdgeDots(x, targets, x, sources, dots);
    assertArrayEquals(new float[] {117, 53, 61, 113}, dots.values());
    Matrix sums = Matrix.of(2, 4, 100, 0, 0, 0, 0, 0, 0, 0);
    device().addEdgeSums(Matrix.of(2, 2, 1, 10, 2, -1), targets, x, sources, sums);
    assertArrayEquals(new float[] {100, 0, 0, 0, 11, 14, 23, 32}, sums.values());
  }

  /** Segments of all sizes: none at the ends and between, one of many rows, several columns. */
  @Test
  void worksOnSegmentsOfAllSizes() {
    Segments segments = unevenSegments();
    Matrix x = random(segments.rows(), 6, 9);
    Matrix sums = random(segments.count(), 6, 10);
    Matrix maxima = Matrix.zeros(segments.count(), 6);
    Matrix shares = Matrix.zeros(segments.rows(), 6);
    Matrix expectedSums = sums.copy();
    Matrix expectedMaxima = maxima.copy();
    int[] expectedWinners = new int[maxima.values().length];
    Matrix expectedShares = shares.copy();
    for (int i = 0; i < expectedWinners.length; i++) {
      int s = i / 6;
      int c = i % 6;
      expectedSums.values()[i] += (float) sum(segments, s, k -> x.get(k, c));
      int winner = winner(segments, s, x, c);
      expectedWinners[i] = winner;
      expectedMaxima.values()[i] = winner < 0 ? 0 : x.get(winner, c);
      double all = sum(segments, s, k -> Math.exp(x.get(k, c)));
      for (int p = segments.start(s); p < segments.end(s); p++) {
        int k = segments.member(p);
        expectedShares.values()[k * 6 + c] = (float) (Math.exp(x.get(k, c)) / all);
      }
    }
    device().addSegmentSums(x, segments, sums);
    assertClose(expectedSums, sums);
    int[] winners = new int[expectedWinners.length];
    device().segmentMax(x, segments, winners, maxima);
    assertArrayEquals(expectedWinners, winners);
    assertArrayEquals(expectedMaxima.values(), maxima.values());
    device().segmentSoftmax(x, segments, shares);
    assertClose(expectedShares, shares);
    Matrix gathered = random(segments.rows(), 6, 11);
    Matrix expectedGathered = gathered.copy();
    for (int i = 0; i < gathered.values().length; i++) {
      expectedGathered.values()[i] += sums.get(segments.segment(i / 6), i % 6);
    }
    device().addGathered(sums, segments, gathered);
    assertClose(expectedGathered, gathered);
  }

  @Test
  void worksAlongManyEdges() {
    Segments targets = unevenSegments();
    Segments sources =
        Segments.of(50, new SplittableRandom(12).ints(targets.rows(), 0, 50).toArray());
    int heads = 3;
    Matrix w = random(targets.rows(), heads, 13);
    Matrix x = random(50, 6, 14);
    Matrix y = random(targets.count(), 6, 15);
    Matrix expected = y.copy();
    Matrix dots = random(targets.rows(), heads, 16);
    Matrix expectedDots = dots.copy();
    for (int i = 0; i < y.values().length; i++) {
      int c = i % 6;
      expected.values()[i] +=
          (float) sum(targets, i / 6, e -> w.get(e, c / 2) * x.get(sources.segment(e), c));
    }
    for (int i = 0; i < dots.values().length; i++) {
      int e = i / heads;
      for (int c = i % heads * 2; c < i % heads * 2 + 2; c++) {
        expectedDots.values()[i] += y.get(targets.segment(e), c) * x.get(sources.segment(e), c);
      }
    }
    device().addEdgeDots(y, targets, x, sources, dots);
    assertClose(expectedDots, dots);
    device().addEdgeSums(w, targets, x, sources, y);
    assertClose(expected, y);
  }

  @Test
  void nothingIsWorkedOnWithoutAWord() {
    Segments none = Segments.of(2);
    Matrix empty = Matrix.zeros(0, 2);
    Matrix y = Matrix.of(2, 2, 1, 2, 3, 4);
    device().addSegmentSums(empty, none, y);
    device().addEdgeSums(empty, none, y, Segments.of(2), y);
    device().addProduct(SparseMatrix.of(2, 2, new int[3], new int[0], new float[0]), y, y);
    assertArrayEquals(new float[] {1, 2, 3, 4}, y.values());
    device().addGathered(y, none, empty);
    device().addEdgeDots(y, none, y, none, empty);
    device().segmentSoftmax(empty, none, empty);
    device().addScaled(2, empty, empty);
    device().addElementProduct(empty, empty, empty);
    device().apply(Pointwise.RELU, empty, empty);
    device().addChained(Pointwise.RELU, empty, empty, empty, empty);
    int[] winners = {7, 7, 7, 7};
    device().segmentMax(empty, none, winners, y);
    assertArrayEquals(new float[4], y.values());
    assertArrayEquals(new int[] {-1, -1, -1, -1}, winners);
  }

  @Test
  void notANumberStaysSo() {
    for (Pointwise f : Pointwise.values()) {
      Matrix y = Matrix.zeros(1, 2);
      device().apply(f, Matrix.of(1, 2, Float.NaN, 0.5f), y);
      assertTrue(Float.isNaN(y.get(0, 0)) && !Float.isNaN(y.get(0, 1)), f.name());
    }
    Matrix y = Matrix.zeros(3, 1);
    device().addSegmentSums(Matrix.of(2, 1, Float.NaN, 1), Segments.of(3, 1, 2), y);
    assertArrayEquals(new float[] {0, Float.NaN, 1}, y.values());
  }

  @Test
  void multipliesBlockByBlock() {
    Blocks left = Blocks.of(7, 0, 1, 33, 20);
    Blocks right = Blocks.of(3, 5, 0, 12, 17);
    Matrix b = random(right.rows(), 37, 2);
    Matrix wide = random(left.rows(), 19, 3); // of which a block uses the first columns
    Matrix product = random(left.rows(), 37, 4);
    Matrix y = random(left.rows(), 37, 5);
    Matrix transposed = random(right.rows(), 37, 6);
    Matrix dots = random(left.rows(), 19, 7);
    Matrix expectedProduct = product.copy();
    Matrix expectedTransposed = transposed.copy();
    Matrix expectedDots = dots.copy();
    for (int g = 0; g < left.count(); g++) {
      int n = right.size(g);
      Matrix a = part(wide, left, g, n);
      Matrix ofB = part(b, right, g, 37);
      Matrix ofY = part(y, left, g, 37);
      addPart(a, ofB, expectedProduct, left.start(g));
      addPart(transpose(a), ofY, expectedTransposed, right.start(g));
      addPart(ofY, transpose(ofB), expectedDots, left.start(g));
    }
    device().addBlockProducts(wide, left, b, right, product);
    device().addTransposedBlockProducts(wide, y, left, right, transposed);
    device().addBlockDots(y, left, b, right, dots);
    assertClose(expectedProduct, product);
    assertClose(expectedTransposed, transposed);
    assertClose(expectedDots, dots);
  }

  private static Matrix part(Matrix m, Blocks blocks, int g, int columns) {
    Matrix part = Matrix.zeros(blocks.size(g), columns);
    for (int r = 0; r < part.rows(); r++) {
      int from = (blocks.start(g) + r) * m.columns();
      System.arraycopy(m.values(), from, part.values(), r * columns, columns);
    }
    return part;
  }

  private static void addPart(Matrix a, Matrix b, Matrix c, int row) {
    Matrix product = Matrix.zeros(a.rows(), b.columns());
    addProduct(a, b, product);
    for (int r = 0; r < product.rows(); r++) {
      for (int k = 0; k < product.columns(); k++) {
        c.values()[(row + r) * c.columns() + k] += product.get(r, k);
      }
    }
  }

  @Test
  void worksElementByElement() {
    Matrix y = Matrix.of(1, 3, 1, 2, 3);
    device().addScaled(2, Matrix.of(1, 3, 10, -10, 0.5f), y);
    assertArrayEquals(new float[] {21, -18, 4}, y.values());
    device().addElementProduct(Matrix.of(1, 3, 1, 2, 3), Matrix.of(1, 3, 4, 5, 6), y);
    assertArrayEquals(new float[] {25, -8, 22}, y.values());
  }

  @Test
  void appliesFunctionsAndTheirDerivatives() {
    float e1 = (float) Math.exp(-1);
    check(Pointwise.RELU, new float[] {0, 0, 2}, new float[] {0, 0, 1});
    check(Pointwise.LEAKY_RELU, new float[] {-0.2f, 0, 2}, new float[] {0.2f, 0.2f, 1});
    check(Pointwise.ELU, new float[] {e1 - 1, 0, 2}, new float[] {e1, 1, 1});
    float s1 = 1 / (1 + (float) Math.E);
    float s2 = (float) (1 / (1 + Math.exp(-2)));
    float[] slopes = {s1 * (1 - s1), 0.25f, s2 * (1 - s2)};
    check(Pointwise.SIGMOID, new float[] {s1, 0.5f, s2}, slopes);
    float t1 = (float) Math.tanh(1);
    float t2 = (float) Math.tanh(2);
    check(Pointwise.TANH, new float[] {-t1, 0, t2}, new float[] {1 - t1 * t1, 1, 1 - t2 * t2});
  }

  private void check(Pointwise f, float[] values, float[] slopes) {
    Matrix x = Matrix.of(1, 3, -1, 0, 2);
    Matrix y = Matrix.zeros(1, 3);
    device().apply(f, x, y);
    assertArrayEquals(values, y.values(), 1e-6f, f.name());
    Matrix dx = Matrix.of(1, 3, 1, 1, 1);
    device().addChained(f, x, y, Matrix.of(1, 3, 10, 10, 10), dx);
    for (int i = 0; i < 3; i++) {
      assertEquals(1 + 10 * slopes[i], dx.values()[i], 1e-5f, f.name());
    }
  }

  /** 70 segments: the first two and the last are empty, the third has 400 rows. */
  private static Segments unevenSegments() {
    SplittableRandom random = new SplittableRandom(17);
    int[] segmentOf = random.ints(1000, 2, 69).toArray();
    for (int k = 0; k < 400; k++) {
      segmentOf[random.nextInt(1000)] = 2;
    }
    return Segments.of(70, segmentOf);
  }

  private static double sum(Segments segments, int s, IntToDoubleFunction term) {
    return IntStream.range(segments.start(s), segments.end(s))
        .mapToDouble(p -> term.applyAsDouble(segments.member(p)))
        .sum();
  }

  private static int winner(Segments segments, int s, Matrix x, int c) {
    int winner = -1;
    for (int p = segments.start(s); p < segments.end(s); p++) {
      int k = segments.member(p);
      winner = winner < 0 || x.get(k, c) > x.get(winner, c) ? k : winner;
    }
    return winner;
  }

  protected static Matrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix m = Matrix.zeros(rows, columns);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = (float) (2 * random.nextDouble() - 1);
    }
    return m;
  }

  /** Up to seven entries a row; some rows have none. */
  protected static SparseMatrix randomSparse(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] offsets = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      offsets[r + 1] = offsets[r] + random.nextInt(8);
    }
    int[] columnOf = random.ints(offsets[rows], 0, columns).toArray();
    float[] values = random(1, offsets[rows], seed + 1).values();
    return SparseMatrix.of(rows, columns, offsets, columnOf, values);
  }

  private static Matrix dense(SparseMatrix s) {
    Matrix m = Matrix.zeros(s.rows(), s.columns());
    for (int r = 0; r < s.rows(); r++) {
      for (int e = s.offsets()[r]; e < s.offsets()[r + 1]; e++) {
        m.values()[r * s.columns() + s.columnOf()[e]] += s.values()[e];
      }
    }
    return m;
  }

  private static Matrix transpose(Matrix a) {
    Matrix t = Matrix.zeros(a.columns(), a.rows());
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < a.columns(); c++) {
        t.values()[c * a.rows() + r] = a.get(r, c);
      }
    }
    return t;
  }

  private static void addProduct(Matrix a, Matrix b, Matrix c) {
    for (int r = 0; r < c.rows(); r++) {
      for (int o = 0; o < c.columns(); o++) {
        double sum = c.get(r, o);
        for (int i = 0; i < a.columns(); i++) {
          sum += (double) a.get(r, i) * b.get(i, o);
        }
        c.values()[r * c.columns() + o] = (float) sum;
      }
    }
  }

  private static void assertClose(Matrix expected, Matrix actual) {
    assertTrue(expected.hasShapeOf(actual), actual.shape());
    assertArrayEquals(expected.values(), actual.values(), (float) TOLERANCE);
  }
}
