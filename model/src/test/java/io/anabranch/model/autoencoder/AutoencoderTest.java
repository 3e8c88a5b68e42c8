// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Losses, weights and encoders worked by hand. */
class AutoencoderTest {

  /** 0 - 1 and 2. */
  private static final InNeighbors GRAPH = InNeighbors.of(3, new int[] {0, 1}, new int[] {1, 0});

  private static final Matrix ROWS = Matrix.of(3, 1, 1, 2, -1);

  @Test
  void weightsByHand() {
    // S = 2 directed edges of 9 pairs.
    Reconstruction aim = Reconstruction.of(GRAPH);
    assertEquals(7 / 2.0, aim.positiveWeight());
    assertEquals(9 / 14.0, aim.norm());
    assertArrayEquals(new int[] {0, 1, 0, 1, 2}, aim.targets().columnOf());
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, aim.targets().values());
  }

  @Test
  void lossOfTheInnerProductByHand() {
    Gae gae = new Gae(Encoder.identity(parameter(ROWS)), new InnerProduct(), aim());
    assertEquals(reconstruction(), gae.loss(tape(), 0).scalar(), 1e-6);
    assertArrayEquals(ROWS.values(), gae.embed(Device.cpu(1)).values());
  }

  @Test
  void lossOfTheVariationalFormByHand() {
    // Deviations of e^-40: no noise to speak of. -1/2 sum of 1 - 80 - m^2, over n^2.
    Matrix logStd = Matrix.of(3, 1, -40, -40, -40);
    Vgae vgae = vgae(logStd, 1);
    double divergence = -0.5 * (3 * (1 - 80) - 1 - 4 - 1);
    assertEquals(reconstruction() + divergence / 9, vgae.loss(tape(), 0).scalar(), 1e-5);
    assertArrayEquals(ROWS.values(), vgae.embed(Device.cpu(1)).values());
    assertEquals(2, vgae.parameters().size());
  }

  @Test
  void noiseIsAFunctionOfSeedAndEpoch() {
    Matrix logStd = Matrix.zeros(3, 1);
    float loss = vgae(logStd, 1).loss(tape(), 4).scalar();
    assertEquals(loss, vgae(logStd, 1).loss(tape(), 4).scalar());
    assertNotEquals(loss, vgae(logStd, 1).loss(tape(), 5).scalar());
    assertNotEquals(loss, vgae(logStd, 2).loss(tape(), 4).scalar());
  }

  @Test
  void encoderByHand() {
    // P is 1/2 in the pair, 1 at 2. X W0 = (1, -1), (3, -5), (-2, 4).
    GcnInput input = GcnInput.of(GRAPH, column(1, 3, -2));
    GcnEncoder encoder = new GcnEncoder(input, 2, 1, 1);
    set(encoder.parameters().get(0), 1, -1);
    set(encoder.parameters().get(1), 10, 1);
    // relu(P X W0) = (2, 0), (2, 0), (0, 2).
    Matrix z = encoder.encode(tape()).value();
    assertArrayEquals(new float[] {20, 20, 2}, z.values(), 1e-5f);
    assertEquals("1 x 2", encoder.parameters().get(0).value().shape());
  }

  @Test
  void headsShareTheFirstLayer() {
    GcnGaussian encoder = new GcnGaussian(GcnInput.of(GRAPH, column(1, 3, -2)), 2, 1, 1);
    set(encoder.parameters().get(0), 1, -1);
    set(encoder.parameters().get(1), 10, 1);
    set(encoder.parameters().get(2), -1, 0.5f);
    VariationalEncoder.Gaussian code = encoder.encode(tape());
    assertArrayEquals(new float[] {20, 20, 2}, code.mean().value().values(), 1e-5f);
    assertArrayEquals(new float[] {-2, -2, 1}, code.logStd().value().values(), 1e-5f);
  }

  @Test
  void withoutFeaturesIsTheIdentityMatrix() {
    SparseMatrix identity =
        SparseMatrix.of(3, 3, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2}, new float[] {1, 1, 1});
    Matrix with = new GcnEncoder(GcnInput.of(GRAPH, identity), 5).encode(tape()).value();
    Matrix without = new GcnEncoder(GcnInput.withoutFeatures(GRAPH), 5).encode(tape()).value();
    assertEquals("3 x 16", without.shape());
    assertArrayEquals(with.values(), without.values());
  }

  @Test
  void graphsThatDoNotFitAreTold() {
    refused(
        "a graph to learn from has both directions of each edge; got 0 -> 1 alone",
        () -> Reconstruction.of(graph(new int[] {0}, new int[] {1})));
    refused(
        "a graph to learn from has no loops and each edge once; got 1 -> 0 again",
        () -> Reconstruction.of(graph(new int[] {0, 1, 0, 1}, new int[] {1, 0, 1, 0})));
    refused(
        "a graph to learn from has no loops and each edge once; got 2 -> 2 again",
        () -> Reconstruction.of(graph(new int[] {2}, new int[] {2})));
    refused(
        "a graph to learn from has at least one edge; got none",
        () -> Reconstruction.of(graph(new int[0], new int[0])));
    refused(
        "features have a row for each of the 3 vertices; got 2 x 1",
        () -> GcnInput.of(GRAPH, column(1, 2)));
  }

  /** 9/14 / 9 of: w softplus(-x) at 0-0, 0-1 twice, 1-1, 2-2; softplus(x) at 0-2 and 1-2, twice. */
  private static double reconstruction() {
    double edges = softplus(-1) + 2 * softplus(-2) + softplus(-4) + softplus(-1);
    double others = 2 * softplus(-1) + 2 * softplus(-2);
    return (3.5 * edges + others) / 14;
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  private static Vgae vgae(Matrix logStd, long seed) {
    VariationalEncoder encoder = VariationalEncoder.identity(parameter(ROWS), parameter(logStd));
    return new Vgae(encoder, new InnerProduct(), aim(), seed);
  }

  private static Reconstruction aim() {
    return Reconstruction.of(GRAPH);
  }

  private static Parameter parameter(Matrix value) {
    return new Parameter("rows", value);
  }

  private static InNeighbors graph(int[] src, int[] dst) {
    return InNeighbors.of(3, src, dst);
  }

  private static SparseMatrix column(float... values) {
    int[] offsets = new int[values.length + 1];
    Arrays.setAll(offsets, i -> i);
    return SparseMatrix.of(values.length, 1, offsets, new int[values.length], values);
  }

  private static void set(Parameter parameter, float... values) {
    System.arraycopy(values, 0, parameter.value().values(), 0, values.length);
  }

  private static void refused(String message, Runnable call) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }

  private static Tape tape() {
    return new Tape(Device.cpu(1));
  }
}
