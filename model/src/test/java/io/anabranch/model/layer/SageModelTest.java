// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SageModelTest {

  private static final SageModel MODEL =
      SageModel.random("fraud", 3, new int[] {4, 8, 2}, 42, true);

  @Test
  void randomModelHasTheAskedShape() {
    assertEquals(2, MODEL.depth());
    assertEquals(4, MODEL.inputWidth());
    assertEquals(2, MODEL.outputWidth());
    assertFalse(MODEL.layer(0).transformFirst());
    assertTrue(MODEL.layer(1).transformFirst());
    assertEquals(Activation.RELU, MODEL.layer(0).activation());
    assertEquals(Activation.NONE, MODEL.layer(1).activation());
    assertTrue(MODEL.layer(1).normalise());
    assertEquals(42, MODEL.card().seed());
  }

  @Test
  void allLayersAggregateAlike() {
    SageModel gcn = SageModel.random("m", 1, AggregatorType.GCN, new int[] {8, 2}, 1, false);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SageModel(
                    "m", 1, List.of(MODEL.layer(0), gcn.layer(0)), ModelCard.untrained(1)));
    assertEquals(
        "all layers have the same aggregator; layer 1 has gcn, layer 0 mean", e.getMessage());
  }

  /** The generator is part of what a seed means: these bits never change. */
  @Test
  void sameSeedSameBits() {
    int hash = Arrays.hashCode(sage(MODEL, 0).neighbors());
    hash = 31 * hash + Arrays.hashCode(sage(MODEL, 1).bias());
    hash = 31 * hash + Arrays.hashCode(sage(MODEL, 1).self());
    assertEquals(-1390073233, hash);
  }

  @Test
  void weightsAreWithinTheirLimitsAndDiffer() {
    SageWeights weights = sage(SageModel.random("m", 1, new int[] {40, 56}, 7, false), 0);
    assertSpread(weights.neighbors(), 0.25); // sqrt(6 / 96)
    assertSpread(weights.self(), 0.25);
    assertSpread(weights.bias(), 1 / Math.sqrt(40));
    SageWeights others = sage(SageModel.random("m", 1, new int[] {40, 56}, 8, false), 0);
    assertFalse(Arrays.equals(weights.self(), others.self()));
    assertFalse(Arrays.equals(weights.self(), weights.neighbors()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "-a", "a b", "ä", "a\n", "a\0"})
  void refusesNamesThatAreNotSafe(String name) {
    assertFalse(SageModel.isName(name));
    assertThrows(
        IllegalArgumentException.class, () -> new SageModel(name, 1, MODEL.layers(), MODEL.card()));
  }

  @Test
  void refusesLayersThatDoNotFit() {
    SageLayer first = MODEL.layer(0);
    SageLayer second = MODEL.layer(1);
    assertRefused("at least one layer", 1);
    assertRefused("layer 0 is not", 1, second);
    assertRefused("layer 1 is not", 1, first, first);
    assertRefused("layer 2 takes 8 elements, but layer 1 gives 2", 1, first, second, second);
    assertRefused("version is 0 or more; got -1", -1, first, second);
  }

  @Test
  void cardRefusesMetricsThatAreNotFinite() {
    var metrics = new TreeMap<>(Map.of("auc", Double.NaN));
    var none = new TreeMap<String, String>();
    assertThrows(
        IllegalArgumentException.class, () -> new ModelCard(1, "test", null, null, none, metrics));
    assertThrows(IllegalArgumentException.class, () -> new EventTimeRange(2, 1));
  }

  @Test
  void layersAreImmutable() {
    assertThrows(UnsupportedOperationException.class, () -> MODEL.layers().clear());
  }

  private static void assertRefused(String message, int version, SageLayer... layers) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SageModel("m", version, List.of(layers), MODEL.card()));
    assertTrue(e.getMessage().contains(message), e::getMessage);
  }

  private static void assertSpread(float[] values, double limit) {
    double largest = 0;
    double sum = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
    }
    assertTrue(largest <= limit && largest > 0.9 * limit, "largest is " + largest);
    assertTrue(Math.abs(sum / values.length) < 0.25 * limit, "mean is " + sum / values.length);
  }

  private static SageWeights sage(SageModel model, int layer) {
    return (SageWeights) model.layer(layer).weights();
  }

  /** A generator that counts on from the layer before would draw its weights, moved by one. */
  @Test
  void layersDrawNothingThatAnotherDrew() {
    SageModel model = SageModel.random("random", 1, new int[] {16, 16, 16, 16}, 7, false);
    Set<Float> drawn = new HashSet<>();
    for (int l = 0; l < model.depth(); l++) {
      SageWeights weights = (SageWeights) model.layer(l).weights();
      for (float weight : weights.neighbors()) {
        assertTrue(drawn.add(weight), weight + " of layer " + l + " was drawn before");
      }
    }
  }
}
