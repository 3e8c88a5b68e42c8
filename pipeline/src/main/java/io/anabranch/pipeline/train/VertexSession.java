// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Tensor;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.NodeTrainer;
import io.anabranch.model.network.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A network that classifies vertices, on the whole graph at once. What is drawn is the logits.
 *
 * @param weights how its parameters become tensors
 * @param seed of the dropout masks
 */
record VertexSession(
    NodeDataSet dataSet,
    NodeNetwork network,
    Recipe recipe,
    Weights weights,
    Device device,
    long seed)
    implements Session {

  @Override
  public String data() {
    return VertexData.describe(dataSet);
  }

  @Override
  public Widths widths() {
    return new Widths(dataSet.features().columns(), dataSet.classes(), 0);
  }

  @Override
  public int epochs() {
    return recipe.epochs();
  }

  @Override
  public String validationMetric() {
    return "validation_accuracy";
  }

  @Override
  public void train(Consumer<Epoch> listener) {
    VertexData.requireTrainable(dataSet);
    trainer()
        .train(
            recipe, e -> listener.accept(new Epoch(e.number(), e.loss(), e.validationAccuracy())));
  }

  @Override
  public Evaluation evaluate() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    VertexData.splits(dataSet)
        .forEach(
            (split, rows) -> {
              if (rows.length > 0) {
                metrics.put(split + "_accuracy", trainer().accuracy(rows));
              }
            });
    Matrix logits = network.logits(new Tape(device), Dropouts.none()).value();
    return new Evaluation(metrics, logits, dataSet.labels());
  }

  @Override
  public Path write(Identity identity) throws IOException {
    return Served.write(network, identity);
  }

  @Override
  public void load(Path dir) throws ArtifactException {
    List<Tensor> tensors = NetworkArtifacts.read(dir).tensors();
    weights.load(Served.unserved(network, tensors), network.parameters());
  }

  private NodeTrainer trainer() {
    return new NodeTrainer(device, dataSet, network, seed);
  }
}
