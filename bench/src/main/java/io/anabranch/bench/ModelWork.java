// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.autoencoder.AutoencoderTrainer;
import io.anabranch.model.autoencoder.Gae;
import io.anabranch.model.autoencoder.GcnEncoder;
import io.anabranch.model.autoencoder.GcnInput;
import io.anabranch.model.autoencoder.InnerProduct;
import io.anabranch.model.autoencoder.LinkSplit;
import io.anabranch.model.autoencoder.Reconstruction;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.network.Gat;
import io.anabranch.model.network.Gcn;
import io.anabranch.model.network.Links;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.NodeTrainer;
import io.anabranch.model.network.Propagation;
import io.anabranch.model.pooling.GraphInputs;
import io.anabranch.model.pooling.GraphRecipe;
import io.anabranch.model.pooling.GraphTrainer;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.pooling.PoolingSettings;
import io.anabranch.model.training.Adam;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * The work of an epoch on a papers' data set, each time it is run: forward, backward and step,
 * without validation.
 *
 * @param data the folder of the data sets
 */
record ModelWork(Path data, Device device) {

  /** With the paper's settings, sparse features. */
  Runnable gcn(String set) {
    NodeDataSet cora = NodeDataSetReader.read(data.resolve(set));
    SparseMatrix p = Propagation.renormalised(cora.graph());
    return epochs(
        cora, new Gcn(Gcn.Settings.PAPER, p, cora.rowNormalisedFeatures(), cora.classes(), 1));
  }

  /** The same. */
  Runnable gat(String set) {
    NodeDataSet cora = NodeDataSetReader.read(data.resolve(set));
    Links links = Links.withSelfLoops(cora.graph());
    return epochs(
        cora, new Gat(Gat.Settings.PAPER, links, cora.rowNormalisedFeatures(), cora.classes(), 1));
  }

  private Runnable epochs(NodeDataSet set, NodeNetwork network) {
    NodeTrainer trainer = new NodeTrainer(device, set, network, 1);
    Adam adam = new Adam(0.005f, network.parameters());
    int[] epoch = new int[1];
    return () -> trainer.step(adam, epoch[0]++);
  }

  /** All pairs of vertices, by row blocks. */
  Runnable gae(String set) {
    NodeDataSet cora = NodeDataSetReader.read(data.resolve(set));
    LinkSplit split = LinkSplit.draw(cora.graph(), 1);
    GcnInput input = GcnInput.of(split.trainingGraph(), cora.features());
    Reconstruction aim = Reconstruction.of(split.trainingGraph());
    Autoencoder gae = new Gae(new GcnEncoder(input, 1), new InnerProduct(), aim);
    AutoencoderTrainer trainer = new AutoencoderTrainer(device, split, gae);
    Adam adam = new Adam(0.01f, gae.parameters());
    int[] epoch = new int[1];
    return () -> trainer.step(adam, epoch[0]++);
  }

  /** Nine of ten folds, batches of 20, labels and attributes. */
  Runnable diffPool(String set) {
    GraphDataSet graphs =
        GraphDataSetReader.read(data.resolve(set), VertexFeatures.LABELS_AND_ATTRIBUTES);
    int[] learning =
        IntStream.range(0, graphs.count()).filter(g -> graphs.folds()[g] > 0).toArray();
    PoolingSettings settings = PoolingSettings.DIFFPOOL;
    GraphInputs inputs = new GraphInputs(graphs, learning, settings);
    int largest = IntStream.of(learning).map(graphs.vertices()::size).max().orElseThrow();
    PoolingNetwork network =
        new PoolingNetwork(settings, inputs.width(), largest, graphs.classes(), 1);
    GraphTrainer trainer = new GraphTrainer(device, inputs, network, GraphRecipe.DIFFPOOL, 1);
    int[] epoch = new int[1];
    return () -> trainer.epoch(epoch[0]++, learning);
  }
}
