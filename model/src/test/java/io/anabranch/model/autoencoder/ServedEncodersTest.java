// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.Uniform;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is served is what the encoder gives. */
class ServedEncodersTest {

  private static final int VERTICES = 40;
  private static final int WIDTH = 6;
  private static final double TOLERANCE = 1e-4;
  private static final ModelCard CARD = ModelCard.untrained(1);

  private final SplittableRandom random = new SplittableRandom(3);
  private final InNeighbors graph = draw();
  private final float[] dense = new float[VERTICES * WIDTH];
  private final GcnInput input = input();

  @Test
  void theRowsOfAnAutoencoder() {
    GcnEncoder encoder = new GcnEncoder(input, 8, 5, 1);
    Matrix rows = encoder.encode(new Tape(Device.cpu(1))).value();
    SageModel model = ServedEncoders.of(encoder, "gae", 1, CARD);
    float[] served = new BatchEmbedder(model, 2).embed(graph, dense).values();
    assertEquals(5, model.outputWidth());
    assertRows(rows, 0, served, 5, 0);
  }

  @Test
  void theMeansOfAVariationalOneAndBehindThemTheLogarithmsOfItsDeviations() {
    GcnGaussian encoder = new GcnGaussian(input, 8, 5, 1);
    VariationalEncoder.Gaussian code = encoder.encode(new Tape(Device.cpu(1)));
    SageModel model = ServedEncoders.of(encoder, "vgae", 1, CARD);
    float[] served = new BatchEmbedder(model, 2).embed(graph, dense).values();
    assertEquals(10, model.outputWidth());
    assertRows(code.mean().value(), 0, served, 10, 0);
    assertRows(code.logStd().value(), 0, served, 10, 5);
  }

  private static void assertRows(Matrix rows, int from, float[] served, int width, int column) {
    double largest = 0;
    for (int v = from; v < VERTICES; v++) {
      for (int k = 0; k < rows.columns(); k++) {
        assertEquals(rows.get(v, k), served[v * width + column + k], TOLERANCE);
        largest = Math.max(largest, Math.abs(rows.get(v, k)));
      }
    }
    assertTrue(largest > 100 * TOLERANCE, "rows are larger than what is allowed");
  }

  private InNeighbors draw() {
    int edges = 4 * VERTICES;
    int[] src = new int[edges];
    int[] dst = new int[edges];
    float[] weights = new float[edges];
    for (int e = 0; e < edges; e++) {
      src[e] = random.nextInt(VERTICES - 3);
      dst[e] = random.nextInt(VERTICES / 2);
      weights[e] = 1f;
    }
    return InNeighbors.of(VERTICES, src, dst, weights);
  }

  private GcnInput input() {
    int[] offsets = IntStream.rangeClosed(0, VERTICES).map(v -> v * WIDTH).toArray();
    int[] columns = IntStream.range(0, VERTICES * WIDTH).map(i -> i % WIDTH).toArray();
    Uniform.fill(random, 1, dense);
    return GcnInput.of(graph, SparseMatrix.of(VERTICES, WIDTH, offsets, columns, dense));
  }
}
