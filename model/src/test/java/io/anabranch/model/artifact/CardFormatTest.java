// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static io.anabranch.model.artifact.Artifacts.assertRefused;
import static io.anabranch.model.artifact.Artifacts.withCard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format_version\" : 3 | \"format_version\" : 4"
            + " | card.json: written by format 4, this build reads up to 3",
        "\"format_version\" : 3 | \"format_version\" : 0 | expected a format_version from 1; got 0",
        "\"format_version\" : 3 | \"format_version\" : \"1\" | expected an integer of 32 bits",
        "\"format_version\" : 3 | \"v\" : 1 | field format_version is missing",
        "\"graphsage\" | \"gin\" | expected architecture graphsage or gat or gcn; got gin",
        "\"graphsage\" | \"gcn\" | expected architecture graphsage; got gcn",
        "\"graphsage\" | \"gat\" | expected architecture graphsage; got gat",
        "\"mean\" | \"median\" | aggregator: expected one of mean, gcn, max-pool, lstm, attention, normalised-sum; got \"median\"",
        "\"mean\" | \"lstm\" | tensor convs.0.aggr_module.lstm.weight_ih_l0 of shape [8, 2]",
        "\"mean\" | \"gcn\" | also got [convs.0.lin_r.weight, convs.1.lin_r.weight]",
        "\"mean\" | \"max-pool\" | expected a tensor convs.0.lin.weight of shape [2, 2]",
        "\"tiny\" | \"../tiny\" | expected a name of letters, digits",
        "\"tiny\" | \"a/b\" | expected a name of letters, digits",
        "\"tiny\" | null | field name is missing",
        "\"version\" : 1 | \"version\" : -1 | expected a version of 0 or more; got -1",
        "\"version\" : 1 | \"version\" : 3000000000 | expected an integer of 32 bits; got 3000000000",
        "[ 2, 3, 2 ] | [ 2 ] | expected two or more positive dims; got [2]",
        "[ 2, 3, 2 ] | [ 2, 0, 2 ] | expected two or more positive dims",
        "[ 2, 3, 2 ] | [ 2, 3.5, 2 ] | field dims: expected an integer of 32 bits; got 3.5",
        "[ 2, 3, 2 ] | [ 2, 3, 2, 2 ] | expected activations for each of 3 layers",
        "[ 2, 3, 2 ] | [ 2, 4, 2 ] | convs.0.lin_l.weight: expected shape [4, 2]; got [3, 2]",
        "[ 2, 3, 2 ] | [ 2147483647, 3, 2 ] | expected shape [3, 2147483647]; got [3, 2]",
        "\"relu\" | \"gelu\" | expected relu, elu or none; got \"gelu\"",
        "[ false, false ] | [ false ] | expected normalise for each of 2 layers",
        "[ false, false ] | false | field normalise: expected an array; got false",
        "\"seed\" : 11 | \"seed\" : 1e3 | field seed: expected an integer of 64 bits",
        "1700003600000 | 1 | card.json event_times: expected an end not before",
        "\"5\" | 5 | field settings.epochs: expected a string; got 5",
        "0.875 | 1e999 | expected a finite number",
        "0.875 | NaN | malformed JSON",
        "\"seed\" | \"name\" | malformed JSON: Duplicate field 'name'",
      })
  void refuses(String from, String to, String message) {
    assertRefused(message, () -> withCard(from, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ 25, 10 ] | [ 25 ] | expected fanouts for each of 2 layers; got [25]",
        "[ 25, 10 ] | [ 25, 0 ] | card.json sampling: expected fanouts from 1 to 4096; got [25, 0]",
        "[ 25, 10 ] | [ 25, 4097 ] | expected fanouts from 1 to 4096",
        "[ 25, 10 ] | null | card.json sampling: field fanouts is missing",
        "most-recent | oldest | order: expected hash or most-recent; got \"oldest\"",
        "\"seed\" : 7 | \"of\" : 7 | card.json sampling: field seed is missing",
      })
  void refusesASampling(String from, String to, String message) {
    assertRefused(message, () -> withCard(Artifacts.sampled(), from, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ 2, 2 ] | [ 2 ] | expected heads for each of 2 layers; got [2]",
        "[ 2, 2 ] | [ 0, 2 ] | expected heads from 1 to 256; got 0",
        "[ 2, 2 ] | [ 2, 257 ] | expected heads from 1 to 256; got 257",
        "[ 2, 2 ] | [ 3, 2 ] | expected heads that fill a width of 4; got 3",
        "[ 2, 2 ] | [ 2, 1 ] | convs.1.lin.weight: expected shape [2, 4]; got [4, 4]",
        "[ true, false ] | [ true ] | expected concatenated for each of 2 layers; got [true]",
        "\"heads\" | \"of\" | field heads is missing",
        "\"attention\" | \"mean\" | expected architecture graphsage; got gat",
        "\"format_version\" : 3 | \"format_version\" : 2 | expected architecture graphsage; got gat",
      })
  void refusesHeads(String from, String to, String message) {
    assertRefused(message, () -> withCard(Artifacts.attentive(), from, to));
  }

  /** Of an architecture without a choice nobody need say what it aggregates with. */
  @Test
  void anArchitectureHasADefault() throws IOException {
    SageModel gat = withCard(Artifacts.attentive(), "\"aggregator\" : \"attention\",", "");
    assertEquals(AggregatorType.ATTENTION, gat.aggregator());
    SageModel sage = withCard("\"aggregator\" : \"mean\",", "");
    assertEquals(AggregatorType.MEAN, sage.aggregator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "1", "{} x", "nul", "{\"a\":1,}"})
  void refusesWhatIsNoObject(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertRefused("card.json: ", () -> CardFormat.read(bytes));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertRefused("expected UTF-8", () -> CardFormat.read(new byte[] {'{', (byte) 0xff, '}'}));
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(100_000);
    byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
    assertRefused("malformed JSON", () -> CardFormat.read(bytes));
  }

  @Test
  void refusesTheWrongChecksum() {
    String sha256 = ArtifactFiles.sha256(ModelArtifacts.toBytes(Artifacts.tiny()).safetensors());
    assertRefused(
        "model.safetensors: expected SHA-256 0000",
        () -> withCard(sha256, "0000" + sha256.substring(4)));
  }

  @Test
  void defaultsWhatAnOlderCardDoesNotSay() throws IOException {
    SageModel tiny = Artifacts.tiny();
    byte[] weights = ModelArtifacts.toBytes(tiny).safetensors();
    String card =
        """
        {"format_version": 1, "name": "tiny", "version": 1, "architecture": "graphsage-mean",
         "dims": [2, 3, 2], "sha256": "%s", "of": "a later build"}
        """
            .formatted(ArtifactFiles.sha256(weights));
    SageModel model = ModelArtifacts.fromBytes(weights, card.getBytes(StandardCharsets.UTF_8));
    assertEquals(AggregatorType.MEAN, model.aggregator());
    assertEquals(Activation.RELU, model.layer(0).activation());
    assertEquals(Activation.NONE, model.layer(1).activation());
    assertFalse(model.layer(0).normalise());
    assertEquals(Sampling.ALL, model.sampling());
    assertEquals(
        new ModelCard(0, "unknown", null, null, new TreeMap<>(), new TreeMap<>()), model.card());
  }

  @Test
  void nullIsAbsent() throws IOException {
    assertNull(withCard("\"snapshot-7\"", "null").card().snapshotId());
    assertEquals(Map.of("auc", 1.0), withCard("0.875", "1").card().metrics());
  }
}
