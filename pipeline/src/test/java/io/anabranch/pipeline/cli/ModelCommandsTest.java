// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandsTest {

  @TempDir Path root;

  @Test
  void whatInitWritesShowReads() throws IOException {
    Cli init =
        Cli.run("model", "init", "--dims", "5,4,3", "--seed", 7, "--normalise", "--out", root);
    assertEquals(ExitCode.OK, init.exitCode(), init::err);

    Path directory = root.resolve("demo/1");
    assertEquals(5, ModelArtifacts.read(directory).inputWidth());
    Cli show = Cli.run("model", "show", directory);
    assertEquals(ExitCode.OK, show.exitCode(), show::err);
    assertEquals(
        """
        model        demo, version 1
        directory    %s
        features     5
        layer 1      SAGE mean, 5 -> 4, activation relu, normalised
        layer 2      SAGE mean, 4 -> 3, activation none, normalised
        in-neighbors all
        embedding    3
        weights      71
        made by      anabranch, seed 7
        trained on   nothing
        """
            .formatted(directory),
        show.out());
    assertEquals(init.out(), "wrote " + directory + "\n" + show.out());
    assertEquals(show, Cli.run("model", "show", "-Dmodel.path=" + directory));
  }

  @Test
  void aVersionOfTheRegistryIsShown() {
    Cli.run("model", "init", "--dims", "5,4,3", "--out", root);
    String registry = "-Dmodel.registry=" + root;
    Cli show = Cli.run("model", "show", "demo", "1", registry);
    assertEquals(ExitCode.OK, show.exitCode(), show::err);
    assertTrue(show.out().startsWith("model        demo, version 1\n"), show::out);
    assertTrue(show.out().contains("demo version 1"), show::out);
    Cli none = Cli.run("model", "show", "demo", "7", registry);
    assertTrue(none.err().contains("expected a file; there is none"), none::err);
  }

  @Test
  void aModelMaySample() throws IOException {
    Cli init =
        Cli.run(
            "model",
            "init",
            "--dims",
            "5,4,3",
            "--fanouts",
            "25,10",
            "--seed",
            7,
            "--sampling",
            "most-recent",
            "--out",
            root);
    assertEquals(ExitCode.OK, init.exitCode(), init::err);
    assertEquals(
        new Sampling(List.of(25, 10), Sampling.Order.MOST_RECENT, 7),
        ModelArtifacts.read(root.resolve("demo/1")).sampling());
    String line = "in-neighbors the 25, 10 most recent, the last layer first, seed 7";
    assertTrue(init.out().contains(line), init::out);
    Cli.run("model", "init", "--fanouts", "5,5", "--model-version", 2, "--out", root);
    assertEquals(
        Sampling.Order.HASH, ModelArtifacts.read(root.resolve("demo/2")).sampling().order());
  }

  @Test
  void theAggregatorIsChosenByName() {
    String[] command = {"model", "init", "--aggregator", "max-pool", "--dims", "5,4"};
    Cli unbounded = Cli.run((Object[]) command);
    assertEquals(ExitCode.USAGE, unbounded.exitCode());
    assertTrue(unbounded.err().contains("--fanouts: expected with --aggregator"), unbounded::err);
    Cli init =
        Cli.run(
            "model",
            "init",
            "--aggregator",
            "max-pool",
            "--dims",
            "5,4",
            "--fanouts",
            "10",
            "--out",
            root);
    assertEquals(ExitCode.OK, init.exitCode(), init::err);
    assertTrue(init.out().contains("layer 1      SAGE max-pool, 5 -> 4"), init::out);
    assertTrue(init.out().contains("weights      74"), init::out); // 2 * 20 + 4, 25 + 5
    Cli wrong = Cli.run("model", "init", "--aggregator", "median", "--out", root);
    assertEquals(ExitCode.USAGE, wrong.exitCode());
    assertTrue(
        wrong.err().contains("expected one of " + AggregatorType.names() + "; came 'median'"),
        wrong::err);
  }

  @Test
  void attentionHasHeads() {
    String[] command = {"model", "init", "--aggregator", "attention", "--dims", "5,6,4"};
    Cli init = run(command, "--heads", "3", "--fanouts", "10,10", "--out", root.toString());
    assertEquals(ExitCode.OK, init.exitCode(), init::err);
    assertTrue(
        init.out().contains("layer 1      GAT, 3 heads side by side, 5 -> 6, activation elu"),
        init::out);
    assertTrue(init.out().contains("layer 2      GAT, 3 heads averaged, 6 -> 4"), init::out);
    Cli unfilled = run(command, "--heads", "4", "--fanouts", "10,10");
    assertTrue(unfilled.err().contains("expected heads that fill a width of 6; came 4"));
    Cli unbounded = run(command);
    assertTrue(unbounded.err().contains("--fanouts: expected with --aggregator attention"));
    Cli gcn =
        Cli.run(
            "model",
            "init",
            "--aggregator",
            "normalised-sum",
            "--dims",
            "5,4",
            "--model-version",
            "2",
            "--out",
            root);
    assertTrue(gcn.out().contains("layer 1      GCN, 5 -> 4, activation none"), gcn::out);
    Cli mean = Cli.run("model", "init", "--heads", "2");
    assertTrue(mean.err().contains("--heads: expected with --aggregator attention alone"));
    Cli none = run(command, "--heads", "0", "--fanouts", "10,10");
    assertTrue(none.err().contains("--heads: expected from 1 to 256; came 0"), none::err);
  }

  private static Cli run(String[] command, String... more) {
    List<Object> arguments = new ArrayList<>(List.of((Object[]) command));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  @Test
  void anArtifactIsNotOverwritten() {
    Cli.run("model", "init", "--out", root);
    Cli again = Cli.run("model", "init", "--out", root);
    assertEquals(ExitCode.USAGE, again.exitCode());
    assertTrue(again.err().contains("this version is there already"), again::err);
  }

  @Test
  void aDamagedArtifactIsRefused() throws IOException {
    Cli.run("model", "init", "--out", root);
    Path weights = root.resolve("demo/1/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    Cli show = Cli.run("model", "show", root.resolve("demo/1"));
    assertEquals(ExitCode.USAGE, show.exitCode());
    assertTrue(show.err().contains("expected SHA-256"), show::err);
    assertEquals(1, show.err().lines().count());
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(
        "anabranch: --dims: expected 2 to 4 widths; came 1\n",
        Cli.run("model", "init", "--dims", "64", "--out", root).err());
    assertEquals(
        "anabranch: --dims: expected widths from 1 to 4096; came [64, 0]\n",
        Cli.run("model", "init", "--dims", "64,0", "--out", root).err());
    assertEquals(
        "anabranch: --name: expected letters, digits, '.', '_' and '-'; came '../x'\n",
        Cli.run("model", "init", "--name", "../x", "--out", root).err());
    assertEquals(ExitCode.USAGE, Cli.run("model", "init", "--dims", "a,b").exitCode());
    assertEquals(
        "anabranch: --fanouts: expected one for each of 2 layers; came [5]\n",
        Cli.run("model", "init", "--fanouts", "5", "--out", root).err());
    assertEquals(
        "anabranch: --fanouts: expected numbers from 1 to 4096; came [5, 0]\n",
        Cli.run("model", "init", "--fanouts", "5,0", "--out", root).err());
    assertEquals(ExitCode.USAGE, Cli.run("model", "init", "--sampling", "oldest").exitCode());
  }
}
