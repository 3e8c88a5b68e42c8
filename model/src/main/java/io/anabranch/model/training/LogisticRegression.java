// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression, with which embeddings are judged: {@code softmax(x W + b)},
 * trained on all rows at once from zeros, so that nothing is drawn. Each column is brought to mean
 * 0 and variance 1 over the training rows first.
 */
public final class LogisticRegression {

  /**
   * @param epochs steps of Adam
   * @param decay of W: {@code decay / 2 * |W|^2} is a part of the loss
   */
  public record Settings(int epochs, float rate, float decay) {

    public static final Settings USUAL = new Settings(300, 0.05f, 1e-3f);

    public Settings {
      if (epochs < 1) {
        throw new IllegalArgumentException("at least 1 epoch; got " + epochs);
      }
    }

    /** The same with another decay. */
    public Settings withDecay(float other) {
      return new Settings(epochs, rate, other);
    }
  }

  private final Device device;
  private final float scale;
  private final Parameter weight;
  private final Parameter bias;

  private LogisticRegression(Device device, float scale, int columns, int classes) {
    this.device = device;
    this.scale = scale;
    this.weight = new Parameter("weight", Matrix.zeros(columns, classes));
    this.bias = new Parameter("bias", Matrix.zeros(1, classes));
  }

  /**
   * @param x rows x columns
   * @param labels one a row of x, from 0 to classes - 1 in the chosen ones
   * @param rows those to learn from, at least 1
   */
  public static LogisticRegression fit(
      Device device, Matrix x, int[] labels, int classes, int[] rows, Settings settings) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("at least 1 row to learn from; got none");
    }
    LogisticRegression model = new LogisticRegression(device, scale(x, rows), x.columns(), classes);
    Matrix chosen = model.scaled(x, rows);
    int[] chosenLabels = Arrays.stream(rows).map(r -> labels[r]).toArray();
    Adam adam = new Adam(settings.rate(), List.of(model.weight, model.bias));
    WeightDecay decay = new WeightDecay(settings.decay(), List.of(model.weight));
    for (int e = 0; e < settings.epochs(); e++) {
      model.step(chosen, chosenLabels, decay, adam);
    }
    return model;
  }

  /** One over the root mean square of the rows' lengths; 0 when they are all zeros. */
  private static float scale(Matrix x, int[] rows) {
    double squares = 0;
    for (int row : rows) {
      for (int c = 0; c < x.columns(); c++) {
        squares += (double) x.get(row, c) * x.get(row, c);
      }
    }
    return squares == 0 ? 0 : (float) Math.sqrt(rows.length / squares);
  }

  private Matrix scaled(Matrix x, int[] rows) {
    Matrix y = Matrix.zeros(rows.length, x.columns());
    for (int k = 0; k < rows.length; k++) {
      for (int c = 0; c < x.columns(); c++) {
        y.values()[k * x.columns() + c] = x.get(rows[k], c) * scale;
      }
    }
    return y;
  }

  private void step(Matrix x, int[] labels, WeightDecay decay, Adam adam) {
    Tape tape = new Tape(device);
    Operations o = new Operations(tape);
    int[] all = IntStream.range(0, labels.length).toArray();
    Variable entropy = o.crossEntropy(o.logSoftmax(logits(tape, x)), labels, all);
    tape.backward(decay.addTo(tape, entropy));
    adam.step();
  }

  private Variable logits(Tape tape, Matrix x) {
    return new Operations(tape)
        .linear(tape.parameter(bias), List.of(tape.constant(x)), List.of(tape.parameter(weight)));
  }

  /** chosen rows x classes. */
  public Matrix logits(Matrix x, int[] rows) {
    return logits(new Tape(device), scaled(x, rows)).value();
  }

  /** The share of {@code rows} whose largest logit, the first of equals, is their label's. */
  public double accuracy(Matrix x, int[] labels, int[] rows) {
    Matrix logits = logits(x, rows);
    int right = 0;
    for (int k = 0; k < rows.length; k++) {
      right += logits.largest(k) == labels[rows[k]] ? 1 : 0;
    }
    return (double) right / rows.length;
  }
}
