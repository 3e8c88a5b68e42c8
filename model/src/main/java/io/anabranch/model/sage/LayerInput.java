// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.network.Dropouts;
import java.util.List;

/**
 * What a layer takes in, h, a row a source. Dense rows are averaged first and added up in the order
 * of the serving layer; sparse rows are multiplied first, because their mean would be less sparse.
 */
sealed interface LayerInput {

  /** {@code h w + b}. */
  Variable affine(Tape tape, Parameter w, Parameter b);

  /** {@code b + h r + aggregated l}, h being the targets themselves. */
  Variable combine(Tape tape, Variable aggregated, Parameter l, Parameter r, Parameter b);

  /** {@code b + self r + mean h l}. */
  Variable average(
      Tape tape, SparseMatrix mean, LayerInput self, Parameter l, Parameter r, Parameter b);

  /** {@code b + mean h l}. */
  Variable average(Tape tape, SparseMatrix mean, Parameter l, Parameter b);

  /** Row k is row {@code rows[k]}. */
  LayerInput take(Operations o, int[] rows);

  LayerInput dropped(Operations o, Dropouts dropouts, float rate);

  /** Embeddings, or dense features. */
  record Dense(Variable h) implements LayerInput {

    @Override
    public Variable affine(Tape tape, Parameter w, Parameter b) {
      return new Operations(tape).linear(tape.parameter(b), List.of(h), List.of(tape.parameter(w)));
    }

    @Override
    public Variable combine(Tape tape, Variable aggregated, Parameter l, Parameter r, Parameter b) {
      return new Operations(tape)
          .linear(
              tape.parameter(b),
              List.of(h, aggregated),
              List.of(tape.parameter(r), tape.parameter(l)));
    }

    @Override
    public Variable average(
        Tape tape, SparseMatrix mean, LayerInput self, Parameter l, Parameter r, Parameter b) {
      return self.combine(tape, new Operations(tape).matmul(mean, h), l, r, b);
    }

    @Override
    public Variable average(Tape tape, SparseMatrix mean, Parameter l, Parameter b) {
      return new Dense(new Operations(tape).matmul(mean, h)).affine(tape, l, b);
    }

    @Override
    public Dense take(Operations o, int[] rows) {
      return new Dense(o.takeRows(h, rows));
    }

    @Override
    public LayerInput dropped(Operations o, Dropouts dropouts, float rate) {
      return new Dense(dropouts.apply(o, h, rate));
    }
  }

  /** Sparse features. */
  record Sparse(SparseMatrix x) implements LayerInput {

    @Override
    public Variable affine(Tape tape, Parameter w, Parameter b) {
      Operations o = new Operations(tape);
      return o.addBias(o.matmul(x, tape.parameter(w)), tape.parameter(b));
    }

    @Override
    public Variable combine(Tape tape, Variable aggregated, Parameter l, Parameter r, Parameter b) {
      Operations o = new Operations(tape);
      return o.add(affine(tape, r, b), o.matmul(aggregated, tape.parameter(l)));
    }

    @Override
    public Variable average(
        Tape tape, SparseMatrix mean, LayerInput self, Parameter l, Parameter r, Parameter b) {
      Operations o = new Operations(tape);
      Variable averaged = o.matmul(mean, o.matmul(x, tape.parameter(l)));
      return o.add(self.affine(tape, r, b), averaged);
    }

    @Override
    public Variable average(Tape tape, SparseMatrix mean, Parameter l, Parameter b) {
      Operations o = new Operations(tape);
      Variable averaged = o.matmul(mean, o.matmul(x, tape.parameter(l)));
      return o.addBias(averaged, tape.parameter(b));
    }

    @Override
    public Sparse take(Operations o, int[] rows) {
      int[] offsets = new int[rows.length + 1];
      for (int k = 0; k < rows.length; k++) {
        offsets[k + 1] = offsets[k] + x.offsets()[rows[k] + 1] - x.offsets()[rows[k]];
      }
      int[] columnOf = new int[offsets[rows.length]];
      float[] values = new float[columnOf.length];
      for (int k = 0; k < rows.length; k++) {
        int from = x.offsets()[rows[k]];
        int size = offsets[k + 1] - offsets[k];
        System.arraycopy(x.columnOf(), from, columnOf, offsets[k], size);
        System.arraycopy(x.values(), from, values, offsets[k], size);
      }
      return new Sparse(SparseMatrix.of(rows.length, x.columns(), offsets, columnOf, values));
    }

    @Override
    public LayerInput dropped(Operations o, Dropouts dropouts, float rate) {
      return new Sparse(dropouts.apply(x, rate));
    }
  }
}
