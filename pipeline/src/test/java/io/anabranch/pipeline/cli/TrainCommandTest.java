// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

  @TempDir Path root;
  private Path data;
  private Path out;

  @BeforeEach
  void aDataSet() throws IOException {
    data = root.resolve("cliques");
    new SmallDataSet(data).cliques();
    out = root.resolve("models/mine/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcn", "gat"})
  void whatTrainPrintsEvaluatePrints(String model) throws IOException {
    Cli train = train(model, "--epochs", 150);
    assertEquals(ExitCode.OK, train.exitCode(), train::err);
    assertTrue(train.out().startsWith("model        " + model + ", seed 1, device cpu\n"));
    assertTrue(train.out().contains("\nsetting      epochs = 150\n"), train::out);
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), evaluate::err);
    assertEquals(metrics(train), metrics(evaluate));
    assertEquals(3, metrics(train).size(), train::out);
    assertTrue(metrics(train).contains("metric       test_accuracy = 1.0000"), train::out);
    for (String picture : List.of("curves.png", "embedding.png")) {
      assertEquals(900, ImageIO.read(out.resolve(picture).toFile()).getWidth());
    }
  }

  @ParameterizedTest
  @CsvSource({"gcn,layers=3", "gat,last-heads=3"})
  void gcnAndGatAreServed(String model, String setting) {
    Cli train = train(model, "--epochs", 40, "--set", setting);
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), () -> train.err() + evaluate.err());
    assertEquals(metrics(train), metrics(evaluate));
    Cli show = Cli.run("model", "show", out);
    assertEquals(ExitCode.OK, show.exitCode(), show::err);
  }

  @ParameterizedTest
  @CsvSource({"mean,64", "gcn,64", "max-pool,64", "lstm,64", "lstm,input"})
  void sageIsServedOrAtLeastKept(String aggregator, String memory) throws IOException {
    Cli train =
        train(
            "sage",
            "--epochs",
            60,
            "--set",
            "aggregator=" + aggregator,
            "--set",
            "memory=" + memory);
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), () -> train.err() + evaluate.err());
    assertEquals(metrics(train), metrics(evaluate));
    assertTrue(metrics(train).contains("metric       test_accuracy = 1.0000"), train::out);
    Cli show = Cli.run("model", "show", out);
    boolean served = !aggregator.equals("lstm") || memory.equals("input");
    int shown = served ? ExitCode.OK : ExitCode.USAGE;
    assertEquals(shown, show.exitCode(), show::err);
  }

  @Test
  void sageWithoutLabels() {
    Cli train =
        train(
            "sage",
            "--epochs",
            20,
            "--set",
            "objective=unsupervised",
            "--set",
            "inductive=true",
            "--set",
            "fanouts=5,5",
            "--set",
            "batch=64");
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), () -> train.err() + evaluate.err());
    assertEquals(metrics(train), metrics(evaluate));
    assertTrue(train.out().contains("by validation_ranking, "), train::out);
    fails(
        trainAgain("sage", "--set", "fanouts=5"),
        ExitCode.USAGE,
        "settings: fanouts: expected one for each of 2 layers; came 5");
  }

  @ParameterizedTest
  @CsvSource({"gae,true", "gae,false", "vgae,true", "vgae,false"})
  void autoencoders(String model, boolean features) {
    Cli train = train(model, "--epochs", 200, "--set", "use-features=" + features);
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), () -> train.err() + evaluate.err());
    assertEquals(metrics(train), metrics(evaluate));
    assertEquals(4, metrics(train).size());
    assertTrue(number(train, "test_auc") > 0.8, train::out);
  }

  @Test
  void autoencodersNeedEdgesToKeepBack() throws IOException {
    new SmallDataSet(data).edges("0,1", "1,2");
    fails(train("gae"), ExitCode.USAGE, "the data set: expected at least 20 edges");
    new SmallDataSet(data).nodes(SmallDataSet.NODES).edges();
    fails(train("gae"), ExitCode.USAGE, "expected at least one vertex in nodes.csv.gz");
    fails(train("vgae", "--set", "use-features=false"), ExitCode.USAGE, "at least 20 edges");
  }

  @Test
  void graphsAreClassified() throws IOException {
    new SmallDataSet(data).cyclesAndStars();
    Cli train =
        train(
            "diffpool",
            "--epochs",
            60,
            "--set",
            "features=labels",
            "--set",
            "batch=5",
            "--set",
            "rate=0.01");
    Cli evaluate = evaluate(data);
    assertEquals(ExitCode.OK, evaluate.exitCode(), () -> train.err() + evaluate.err());
    assertEquals(metrics(train), metrics(evaluate));
    assertEquals(1, number(train, "test_accuracy"), train::out);
    fails(
        trainAgain("diffpool", "--set", "fold=4"),
        ExitCode.USAGE,
        "expected at least 3 folds, fold 4 among them; there are 3");
    fails(trainAgain("diffpool", "--set", "limit=2"), ExitCode.USAGE, "there are 0 and 0");
  }

  @Test
  void ringsMakeTheirOwnData() {
    fails(
        train("rings"),
        ExitCode.USAGE,
        "--out and no --data: expected for rings, which makes its own data");
    fails(
        Cli.run(
            "train", "--model", "rings", "--out", out, "--set", "accounts=20", "--set", "rings=9"),
        ExitCode.USAGE,
        "settings: rings");
  }

  @Test
  void graphsNeedTheirOwnFile() {
    fails(train("diffpool"), ExitCode.USAGE, "graphs.csv.gz");
  }

  @Test
  void trainingIsAFunctionOfItsSeed() throws IOException {
    byte[][] weights = new byte[3][];
    for (int i = 0; i < 3; i++) {
      out = root.resolve("models/mine/" + i);
      assertEquals(ExitCode.OK, train("gcn", "--epochs", 3, "--seed", 1 + i / 2).exitCode());
      weights[i] = Files.readAllBytes(out.resolve("model.safetensors"));
    }
    assertArrayEquals(weights[0], weights[1]);
    assertFalse(Arrays.equals(weights[0], weights[2]));
  }

  @Test
  void settingsAreListedAndAllFaultsTold() {
    Cli list = Cli.run("train", "--model", "gcn", "--list-settings");
    assertEquals(ExitCode.OK, list.exitCode(), list::err);
    assertTrue(list.out().contains("\n  hidden         16 "), list::out);
    fails(
        train("gcn", "--set", "hidden=0", "--set", "heads=8", "--set", "dropout=1"),
        ExitCode.USAGE,
        "settings: dropout: expected a number from 0 to below 1; came '1'; there is no heads; there"
            + " are epochs, rate, layers, hidden, dropout, weight-decay, window; hidden: expected a"
            + " whole number from 1; came '0'");
    fails(
        train("gcn", "--epochs", "2", "--set", "epochs=3"),
        ExitCode.USAGE,
        "--epochs and --set epochs: expected one of them; came both");
  }

  @Test
  void anUnknownModelOrDeviceIsTold() {
    fails(
        train("gin"),
        ExitCode.USAGE,
        "a model is one of gcn, sage, gat, gae, vgae, diffpool, rings; came");
    fails(train("gcn", "--device", "abacus"), ExitCode.USAGE, "got 'abacus'");
  }

  @ParameterizedTest
  @CsvSource({"1", "a b/1", "mine/one", "mine/-1", "mine/01"})
  void anArtifactNeedsNameAndVersion(String place) {
    out = Path.of("/").resolve(place);
    fails(train("gcn"), ExitCode.USAGE, "--out: expected a directory NAME/VERSION");
  }

  @Test
  void aVersionThatIsThereIsNotTrainedAgain() throws IOException {
    Files.createDirectories(out);
    fails(train("gcn"), ExitCode.USAGE, "--out: expected a version that is not there yet");
  }

  @Test
  void aTrainingThatDivergesSaysSo() {
    fails(
        train("gcn", "--set", "rate=1e30", "--set", "layers=3"),
        ExitCode.CHECK_FAILED,
        "the training went astray, a smaller learning rate may help: ");
    assertFalse(Files.exists(out));
  }

  @Test
  void dataThatAreNotThere() {
    data = root.resolve("nowhere");
    fails(train("gcn"), ExitCode.USAGE, "nowhere/nodes.csv.gz");
    fails(evaluate(data), ExitCode.USAGE, "mine/1");
  }

  @Test
  void aMissingColumn() throws IOException {
    new SmallDataSet(data).nodes("node,label,features", "0,0,0:1");
    fails(train("gcn"), ExitCode.USAGE, "nodes.csv.gz: column 'split' is missing");
  }

  @Test
  void anEdgeToAnUnknownVertex() throws IOException {
    new SmallDataSet(data).edges("0,1", "0,99");
    fails(
        train("gcn"),
        ExitCode.USAGE,
        "edges.csv.gz, line 3: dst is a vertex of nodes.csv.gz; got '99'");
  }

  @Test
  void aLabelOutOfRange() throws IOException {
    new SmallDataSet(data).nodes(SmallDataSet.NODES, "0,2000000000,train,0:1").edges();
    fails(
        train("gcn"),
        ExitCode.USAGE,
        "nodes.csv.gz, line 2: a label lies from 0 to 65535, or is -1 for none; got 2000000000");
  }

  @Test
  void featuresOfUnequalWidth() throws IOException {
    new SmallDataSet(data).nodes(SmallDataSet.NODES, "0,0,train,1 2", "1,1,val,1 2 3").edges();
    fails(
        train("gat"),
        ExitCode.USAGE,
        "nodes.csv.gz, line 3: features are as wide as those of line 2, 2 numbers; got 3");
  }

  @Test
  void aModelForOtherFeatures() throws IOException {
    assertEquals(ExitCode.OK, train("gcn", "--epochs", 1).exitCode());
    new SmallDataSet(data).nodes(SmallDataSet.NODES, "0,0,test,9:1", "1,1,test,1:1").edges();
    fails(
        evaluate(data),
        ExitCode.USAGE,
        "expected at most the model's 9 features and 2 classes; there are 10 and 2");
    new SmallDataSet(data).nodes(SmallDataSet.NODES, "0,0,test,8:1", "1,2,test,1:1").edges();
    fails(evaluate(data), ExitCode.USAGE, "there are 9 and 3");
  }

  @Test
  void anEmptyGraph() throws IOException {
    new SmallDataSet(data).nodes(SmallDataSet.NODES).edges();
    fails(
        train("gcn"),
        ExitCode.USAGE,
        "the data set: expected at least one vertex in nodes.csv.gz; there is none");
  }

  @Test
  void aGraphOfOneVertexHasNothingToStopByButCanBeEvaluated() throws IOException {
    assertEquals(ExitCode.OK, train("gcn", "--epochs", 150).exitCode());
    Path one = root.resolve("one");
    new SmallDataSet(one).nodes(SmallDataSet.NODES, "0,0,test,5:1").edges();
    Cli evaluate = evaluate(one);
    assertEquals(ExitCode.OK, evaluate.exitCode(), evaluate::err);
    data = one;
    out = root.resolve("models/mine/2");
    fails(train("gcn"), ExitCode.USAGE, "there are 0 and 0");
    // Column 5 is on in the first clique alone; the other label and features stay the model's.
    assertEquals(List.of("metric       test_accuracy = 1.0000"), metrics(evaluate));
  }

  @Test
  void noEdgesIsAGraph() throws IOException {
    new SmallDataSet(data).edges();
    Cli train = train("gcn", "--epochs", 100);
    assertEquals(ExitCode.OK, train.exitCode(), train::err);
  }

  @Test
  void aDamagedArtifact() throws IOException {
    assertEquals(ExitCode.OK, train("gcn", "--epochs", 1).exitCode());
    byte[] weights = Files.readAllBytes(out.resolve("model.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(out.resolve("model.safetensors"), weights);
    fails(evaluate(data), ExitCode.USAGE, "model.safetensors: expected SHA-256 ");
  }

  private Cli train(String model, Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("train", "--model", model, "--data", data, "--out", out));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }

  private Cli trainAgain(String model, Object... more) {
    out = root.resolve("models/mine/99");
    return train(model, more);
  }

  private static double number(Cli cli, String metric) {
    String start = "metric       " + metric + " = ";
    String line = cli.out().lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(start.length()));
  }

  private Cli evaluate(Path data) {
    return Cli.run("evaluate", "--model", out, "--data", data);
  }

  private static List<String> metrics(Cli cli) {
    return cli.out().lines().filter(line -> line.startsWith("metric ")).toList();
  }

  private static void fails(Cli cli, int exitCode, String message) {
    assertEquals(exitCode, cli.exitCode(), cli::err);
    assertTrue(cli.err().startsWith("anabranch: ") && cli.err().contains(message), cli::err);
    assertFalse(cli.err().contains("\tat "), cli::err);
  }
}
