// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.layer.Degree;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.stage.LastSum;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the last layer has of a vertex at one moment, as far as a score is made of it.
 *
 * @param row its embedding then
 * @param other what a row is multiplied with in the score: of a pair z of the one, what of its
 *     embedding the score multiplies, zeros for the rest; of one vertex the gradient of its score;
 *     empty where it is not asked for
 * @param messageWeights what messages are weighed with in that score; likewise
 * @param self the vertex's part of itself, without the bias
 * @param sum of what its in-neighbors told it, in quanta
 * @param count how many in-neighbors are in it
 * @param scale of the sum; NaN of a mean
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Snapshot(
    int epoch,
    RowName row,
    float[] other,
    float[] messageWeights,
    float[] self,
    float[] bias,
    long[] sum,
    long count,
    double scale) {

  /**
   * That of a vertex.
   *
   * @param weights what a score is linear in is multiplied with in that score: of a pair the other
   *     row; empty where that is not asked for
   */
  static Snapshot of(String vertex, Held held, float[] weights) {
    LastSum sum = held.sum();
    LinearLayer layer = held.layer();
    return new Snapshot(
        held.epoch(),
        new LinkRow(held.epoch(), held.modelVersion(), sum.sequence(), 0, sum.value()).name(vertex),
        weights,
        weights.length == 0 ? weights : layer.messageWeights(weights),
        layer.self(sum.self()),
        layer.bias(),
        sum.sum(),
        sum.count(),
        layer.isSum() ? Degree.scale(sum.degree()) : Double.NaN);
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(epoch);
    row.write(out);
    for (float[] floats : new float[][] {other, messageWeights, self, bias}) {
      Wire.writeVarint(out, floats.length);
      Wire.writeFloats(out, floats);
    }
    Wire.writeVarint(out, sum.length);
    for (long quanta : sum) {
      out.writeLong(quanta);
    }
    out.writeLong(count);
    out.writeDouble(scale);
  }

  static Snapshot read(DataInputView in) throws IOException {
    int epoch = in.readInt();
    RowName row = RowName.read(in);
    float[][] floats = new float[4][];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Wire.readFloats(in, (int) Wire.readVarint(in));
    }
    long[] sum = new long[(int) Wire.readVarint(in)];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = in.readLong();
    }
    return new Snapshot(
        epoch,
        row,
        floats[0],
        floats[1],
        floats[2],
        floats[3],
        sum,
        in.readLong(),
        in.readDouble());
  }
}
