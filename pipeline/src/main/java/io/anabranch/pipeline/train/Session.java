// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One model on one data set: trained, evaluated, written, or read back and evaluated again. */
public interface Session {

  /** The data in a line, such as {@code 2,708 vertices, 5,278 edges}. */
  String data();

  Widths widths();

  /** How many epochs there are at most. */
  int epochs();

  /** What an epoch is judged by, such as {@code validation_accuracy}. */
  String validationMetric();

  /**
   * Leaves the model with the weights that its rule for stopping kept.
   *
   * @throws TrainingException when the data have nothing to learn from
   */
  void train(Consumer<Epoch> listener);

  /** The same weights and data give the same bits, whether trained here or read. */
  Evaluation evaluate();

  /** Writes the artifact, and returns its directory. */
  Path write(Identity identity) throws IOException;

  /**
   * Takes the weights of an artifact.
   *
   * @throws ArtifactException when they are not of this model for these data
   */
  void load(Path dir) throws ArtifactException;
}
