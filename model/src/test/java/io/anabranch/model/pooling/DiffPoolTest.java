// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import org.junit.jupiter.api.Test;

/** Pooling by hand: the path 0 - 1 - 2, two clusters. */
class DiffPoolTest {

  private static final DiffPool POOL = new DiffPool(null, null, 1, 1);
  private static final double[][] S = {{0.5, 0.5}, {0.25, 0.75}, {0.75, 0.25}};
  private static final double[][] A = {{0, 1, 0}, {1, 0, 1}, {0, 1, 0}};

  private final Pass pass = Pass.of(new Tape(Device.cpu(1)), true);

  @Test
  void clustersByHand() {
    Pooling.Pooled pooled = POOL.pool(pass, path(), logits(S), z());
    // S'Z: 0.5 (1 0) + 0.25 (2 4) + 0.75 (0 8), and 0.5 (1 0) + 0.75 (2 4) + 0.25 (0 8)
    assertArrayEquals(new float[] {1, 7, 2, 5}, pooled.x().value().values(), 1e-5f);
    // A S is (.25 .75), (1.25 .75), (.25 .75); all of S'AS together are the 4 directed edges.
    DenseLevel level = (DenseLevel) pooled.level();
    float[] adjacency = level.adjacency().value().values();
    assertArrayEquals(new float[] {0.625f, 1.125f, 1.125f, 1.125f}, adjacency, 1e-5f);
    float[] shares = level.shares().value().values();
    assertArrayEquals(new float[] {5 / 14f, 9 / 14f, 0.5f, 0.5f}, shares, 1e-5f);
    assertEquals(2, level.blocks().size(0));
  }

  @Test
  void lossesAreThoseOfTheDenseFormulas() {
    Pooling.Pooled pooled = POOL.pool(pass, path(), logits(S), z());
    double link = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double explained = S[i][0] * S[j][0] + S[i][1] * S[j][1];
        link += (A[i][j] - explained) * (A[i][j] - explained);
      }
    }
    assertEquals(link / 9, pooled.penalties().get(0).scalar(), 1e-5);
    double half = Math.log(2);
    double quarter = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertEquals((half + 2 * quarter) / 3, pooled.penalties().get(1).scalar(), 1e-5);
  }

  @Test
  void theSecondLevelIsPooledByTheSameFormulas() {
    double[][] a = {{2, 1}, {1, 3}};
    double[][] s = {{0.5, 0.5}, {0.25, 0.75}};
    Variable adjacency = pass.tape().constant(Matrix.of(2, 2, 2, 1, 1, 3));
    Level level = DenseLevel.of(pass.o(), Blocks.of(2), adjacency);
    Variable z = pass.tape().constant(Matrix.of(2, 1, 1, 10));
    Pooling.Pooled pooled = POOL.pool(pass, level, logits(s), z);
    double link = 0;
    float[] expected = new float[4];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double explained = s[i][0] * s[j][0] + s[i][1] * s[j][1];
        link += (a[i][j] - explained) * (a[i][j] - explained);
        for (int c = 0; c < 4; c++) {
          expected[c] += (float) (s[i][c / 2] * a[i][j] * s[j][c % 2]);
        }
      }
    }
    float[] coarse = ((DenseLevel) pooled.level()).adjacency().value().values();
    assertArrayEquals(expected, coarse, 1e-5f);
    assertEquals(link / 4, pooled.penalties().get(0).scalar(), 1e-5);
    assertArrayEquals(new float[] {3, 8}, pooled.x().value().values(), 1e-5f);
  }

  @Test
  void aCertainAssignmentExplainsCliques() {
    // Two pairs, each a cluster: S S' is A and the diagonal.
    int[][][] edges = {{{0, 1}, {2, 3}}};
    SparseLevel pairs = union(edges, 4).level(new int[] {0});
    Pooling.Pooled pooled =
        POOL.pool(pass, pairs, logits(new double[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}}), zeros(4));
    // Four elements of 16, those of the diagonal, are too many.
    assertEquals(4 / 16.0, pooled.penalties().get(0).scalar(), 1e-5);
    assertEquals(0, pooled.penalties().get(1).scalar(), 1e-5);
  }

  @Test
  void evaluationAndNoLinkPredictionHaveNoPenalties() {
    Pass evaluation = Pass.of(new Tape(Device.cpu(1)), false);
    assertEquals(0, POOL.pool(evaluation, path(), logits(S), z()).penalties().size());
    DiffPool without = new DiffPool(null, null, 0, 1);
    assertEquals(1, without.pool(pass, path(), logits(S), z()).penalties().size());
  }

  @Test
  void meansAndSumsOfBothLevels() {
    Variable x = pass.tape().constant(Matrix.of(3, 1, 1, 10, 100));
    assertArrayEquals(new float[] {10, 50.5f, 10}, path().mean(pass.o(), x).value().values());
    assertArrayEquals(new float[] {10, 101, 10}, path().sum(pass.o(), x).value().values());
    Variable a = pass.tape().constant(Matrix.of(3, 3, 0, 4, 0, 0.25f, 0, 0.25f, 0, 0, 0));
    Level dense = DenseLevel.of(pass.o(), Blocks.of(3), a);
    assertArrayEquals(new float[] {10, 25.25f, 0}, dense.mean(pass.o(), x).value().values());
    assertArrayEquals(new float[] {40, 25.25f, 0}, dense.sum(pass.o(), x).value().values());
    assertEquals(4, path().squaredNorm(pass.o()).scalar());
    assertEquals(16.125, dense.squaredNorm(pass.o()).scalar());
  }

  @Test
  void readouts() {
    Variable x = pass.tape().constant(Matrix.of(3, 1, 1, 10, 4));
    Blocks two = Blocks.of(2, 1);
    assertArrayEquals(new float[] {10, 4}, Readout.MAX.of(pass.o(), x, two).value().values());
    assertArrayEquals(new float[] {5.5f, 4}, Readout.MEAN.of(pass.o(), x, two).value().values());
    assertArrayEquals(new float[] {11, 4}, Readout.SUM.of(pass.o(), x, two).value().values());
  }

  private static SparseLevel path() {
    return union(new int[][][] {{{0, 1}, {1, 2}}}, 3).level(new int[] {0});
  }

  private static GraphUnion union(int[][][] edges, int size) {
    var data = Graphs.of(new int[] {size}, edges, new float[size][1]);
    return new GraphUnion(data.graph(), data.vertices());
  }

  private Variable logits(double[][] s) {
    Matrix logits = Matrix.zeros(s.length, 2);
    for (int i = 0; i < 2 * s.length; i++) {
      logits.values()[i] = (float) Math.log(Math.max(s[i / 2][i % 2], 1e-30));
    }
    return pass.tape().constant(logits);
  }

  private Variable z() {
    return pass.tape().constant(Matrix.of(3, 2, 1, 0, 2, 4, 0, 8));
  }

  private Variable zeros(int rows) {
    return pass.tape().constant(Matrix.zeros(rows, 1));
  }
}
