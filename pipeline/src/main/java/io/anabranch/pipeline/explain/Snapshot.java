// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.layer.Degree;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.stage.LastSum;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the last layer has of a vertex at one moment, as far as a score is made of it.
 *
 * @param row its embedding then
 * @param other z, what of the embedding the score multiplies, zeros for the rest; empty where it is
 *     not asked for
 * @param messageWeights what messages to another vertex are weighed with; likewise
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

  private static final float[] NONE = {};

  /**
   * That of a vertex in the last layer of a model.
   *
   * @param weighs whether it may be the one that messages to the other are weighed by
   */
  public static Snapshot of(
      String vertex,
      int epoch,
      int version,
      LastSum sum,
      LinearLayer layer,
      LinkDecoder decoder,
      boolean weighs) {
    float[] other = weighs ? multiplied(sum.value(), decoder) : NONE;
    return new Snapshot(
        epoch,
        new LinkRow(epoch, version, sum.sequence(), 0, sum.value()).name(vertex),
        other,
        weighs ? layer.messageWeights(other) : NONE,
        layer.self(sum.self()),
        layer.bias(),
        sum.sum(),
        sum.count(),
        layer.isSum() ? Degree.scale(sum.degree()) : Double.NaN);
  }

  private static float[] multiplied(float[] value, LinkDecoder decoder) {
    float[] other = value.clone();
    if (decoder == LinkDecoder.GAUSSIAN) {
      Arrays.fill(other, other.length / 2, other.length, 0f); // it scores the means alone
    }
    return other;
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
