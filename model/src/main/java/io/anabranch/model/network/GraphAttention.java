// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.Segments;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * One layer of attention (Veličković et al. 2018, equations 1 to 6) on features that its weights
 * have been applied to. With z = W h, head by head: {@code e(u -> v) = leakyrelu(target . z_v +
 * source . z_u)}, {@code alpha = softmax of e over the in-edges of v}, {@code h'_v = sum of alpha
 * z_u + bias}.
 *
 * @param weight in x (heads * width)
 * @param source 1 x (heads * width), likewise {@code target} and {@code bias}
 */
record GraphAttention(
    int heads, Parameter weight, Parameter source, Parameter target, Parameter bias) {

  /** Each head's weights are drawn as those of a layer of its own. */
  static GraphAttention draw(Glorot glorot, int layer, int in, int heads, int width) {
    String name = "convs." + layer + ".";
    int out = heads * width;
    return new GraphAttention(
        heads,
        glorot.draw(name + "lin.weight", in, out, in + width),
        glorot.draw(name + "att_src", 1, out, width + 1),
        glorot.draw(name + "att_dst", 1, out, width + 1),
        new Parameter(name + "bias", Matrix.zeros(1, out)));
  }

  List<Parameter> parameters() {
    return List.of(weight, source, target, bias);
  }

  /** Those that weight decay is on. */
  List<Parameter> withoutBias() {
    return List.of(weight, source, target);
  }

  /**
   * The heads side by side.
   *
   * @param z vertices x (heads * width)
   * @param dropout rate on coefficients, and on the features that they weigh
   */
  Variable apply(Tape tape, Links links, Variable z, Dropouts dropouts, float dropout) {
    Operations o = new Operations(tape);
    Segments each = Segments.each(z.value().rows());
    Segments all = Segments.all(z.value().rows());
    Variable asSource = o.edgeDot(z, each, tape.parameter(source), all, heads);
    Variable asTarget = o.edgeDot(z, each, tape.parameter(target), all, heads);
    Variable atSource = o.gatherRows(asSource, links.sources());
    Variable atTarget = o.gatherRows(asTarget, links.targets());
    Variable e = o.activate(Pointwise.LEAKY_RELU, o.add(atSource, atTarget));
    Variable alpha = dropouts.apply(o, o.segmentSoftmax(e, links.targets()), dropout);
    Variable weighed = dropouts.apply(o, z, dropout);
    Variable sum = o.edgeSum(alpha, links.targets(), weighed, links.sources());
    return o.addBias(sum, tape.parameter(bias));
  }
}
