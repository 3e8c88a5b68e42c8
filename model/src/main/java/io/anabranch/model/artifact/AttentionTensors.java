// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.Heads;
import java.util.List;

/**
 * The tensors of one layer of {@code GATConv}. What is {@code lin.weight} now was {@code
 * lin_src.weight} in older versions, and is taken by that name, too.
 */
final class AttentionTensors {

  private static final String TRANSFORM = "lin.weight";
  private static final String OLD_TRANSFORM = "lin_src.weight";
  private static final String SOURCE = "att_src";
  private static final String TARGET = "att_dst";
  private static final String BIAS = "bias";

  private final String layer;

  AttentionTensors(int layer) {
    this.layer = "convs." + layer + ".";
  }

  List<Tensor> of(AttentionWeights weights) {
    int heads = weights.heads().count();
    int width = weights.headWidth();
    List<Integer> attention = List.of(1, heads, width);
    List<Integer> matrix = List.of(heads * width, weights.inputWidth());
    return List.of(
        new Tensor(layer + TRANSFORM, matrix, weights.transform()),
        new Tensor(layer + SOURCE, attention, weights.source()),
        new Tensor(layer + TARGET, attention, weights.target()),
        new Tensor(layer + BIAS, List.of(weights.outputWidth()), weights.bias()));
  }

  AttentionWeights take(StateDict dict, Heads heads, int in, int out) throws ArtifactException {
    int width = heads.widthOf(out);
    List<Integer> attention = List.of(1, heads.count(), width);
    String transform = layer + (dict.has(layer + OLD_TRANSFORM) ? OLD_TRANSFORM : TRANSFORM);
    return new AttentionWeights(
        heads,
        in,
        width,
        dict.take(transform, List.of(heads.count() * width, in)),
        dict.take(layer + SOURCE, attention),
        dict.take(layer + TARGET, attention),
        dict.take(layer + BIAS, List.of(out)));
  }
}
