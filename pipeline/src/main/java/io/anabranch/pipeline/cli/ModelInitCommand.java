// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Architecture;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.config.ModelRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an untrained model: a start, and what the demo runs on. */
@Command(
    name = "init",
    description = {
      "Writes an untrained model with random weights: GraphSAGE, GAT or GCN.",
      "Such a model is no toy: its embeddings tell neighborhoods apart, and exactness does not"
          + " depend on training. The same arguments give the same bits."
    },
    showDefaultValues = true,
    footer = {
      "",
      "Two layers, from 64 features to 64 values, in models/demo/1:",
      "  anabranch model init --dims 64,64,64 --normalise",
      "",
      "The same, hearing at most 25 in-neighbors in the last layer and 10 in the first:",
      "  anabranch model init --dims 64,64,64 --fanouts 25,10 --sampling most-recent"
    })
final class ModelInitCommand implements Callable<Integer> {

  private static final int LARGEST_WIDTH = 4096;
  private static final int MAX_LAYERS = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dims",
      split = ",",
      paramLabel = "WIDTH",
      defaultValue = "64,64,64",
      description = "Width of the features, then of each layer's output: 1 to 3 layers.")
  private int[] dims;

  @Option(
      names = "--aggregator",
      paramLabel = "NAME",
      defaultValue = "mean",
      description = "mean, gcn, max-pool, lstm, attention or normalised-sum, of all layers.")
  private String aggregator;

  @Option(
      names = "--heads",
      paramLabel = "N",
      defaultValue = "1",
      description = "With attention: of each layer, side by side, and averaged in the last layer.")
  private int heads;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the weights, and of the hash that samples.")
  private long seed;

  @Option(
      names = "--fanouts",
      split = ",",
      paramLabel = "K",
      description =
          "In-edges of a vertex that each layer hears, the last layer first. Without it: all.")
  private List<Integer> fanouts = List.of();

  @Option(
      names = "--sampling",
      paramLabel = "ORDER",
      defaultValue = "hash",
      description = "With --fanouts, which in-edges: ${COMPLETION-CANDIDATES}.")
  private SamplingOrder order;

  @Option(names = "--normalise", description = "Each layer scales its outputs to length 1.")
  private boolean normalise;

  @Option(names = "--name", defaultValue = "demo", description = "The model's name.")
  private String name;

  @Option(names = "--model-version", defaultValue = "1", description = "The model's version.")
  private int version;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "The artifact becomes DIR/NAME/VERSION.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    requireUsable();
    SageModel model =
        SageModel.random(name, version, architecture(), dims, seed, normalise)
            .withSampling(
                fanouts.isEmpty() ? Sampling.ALL : new Sampling(fanouts, order.order(), seed));
    Path directory = ModelArtifacts.write(model, out);
    spec.commandLine().getOut().println("wrote " + directory);
    ModelReport.print(model, directory, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private Architecture architecture() {
    return new Architecture(aggregator(), heads);
  }

  private AggregatorType aggregator() {
    return AggregatorType.of(aggregator)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--aggregator: expected one of %s; came '%s'"
                        .formatted(AggregatorType.names(), aggregator)));
  }

  private void requireHeads() {
    if (heads < 1 || heads > Heads.LARGEST) {
      throw CommandException.usage(
          "--heads: expected from 1 to %d; came %d".formatted(Heads.LARGEST, heads));
    }
    if (aggregator() != AggregatorType.ATTENTION && heads > 1) {
      throw CommandException.usage(
          "--heads: expected with --aggregator attention alone; came with " + aggregator);
    }
    Heads sideBySide = new Heads(heads, true);
    for (int l = 1; l < dims.length - 1; l++) {
      if (!sideBySide.fill(dims[l])) {
        throw CommandException.usage(
            "--heads: expected heads that fill a width of %d; came %d".formatted(dims[l], heads));
      }
    }
  }

  private void requireUsable() {
    if (dims.length < 2 || dims.length > MAX_LAYERS + 1) {
      throw CommandException.usage(
          "--dims: expected 2 to %d widths; came %d".formatted(MAX_LAYERS + 1, dims.length));
    }
    if (Arrays.stream(dims).anyMatch(width -> width < 1 || width > LARGEST_WIDTH)) {
      throw CommandException.usage(
          "--dims: expected widths from 1 to %d; came %s"
              .formatted(LARGEST_WIDTH, Arrays.toString(dims)));
    }
    if (!fanouts.isEmpty() && fanouts.size() != dims.length - 1) {
      throw CommandException.usage(
          "--fanouts: expected one for each of %d layers; came %s"
              .formatted(dims.length - 1, fanouts));
    }
    if (!fanouts.stream().allMatch(Sampling::isFanout)) {
      throw CommandException.usage(
          "--fanouts: expected numbers from 1 to %d; came %s".formatted(Sampling.LARGEST, fanouts));
    }
    if (ModelRules.isUnbounded(aggregator(), fanouts.isEmpty())) {
      throw CommandException.usage(
          "--fanouts: expected with --aggregator "
              + aggregator
              + ", which keeps a word of every"
              + " in-neighbor that it hears; came none");
    }
    requireHeads();
    if (!SageModel.isName(name)) {
      throw CommandException.usage(
          "--name: expected letters, digits, '.', '_' and '-'; came '" + name + "'");
    }
    if (version < 0) {
      throw CommandException.usage("--model-version: expected 0 or more; came " + version);
    }
  }
}
