// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import java.util.List;

/** Embeds the vertices of a level: vertices x width. Renumbering them renumbers the rows. */
interface VertexEncoder {

  List<Parameter> parameters();

  /** What batch norms have learnt, which no gradient reaches. */
  List<Parameter> moments();

  /** Of what comes out. */
  int width();

  Variable apply(Pass pass, Level level, Signal x);
}
