// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaymentGeneratorTest {

  private static final GeneratorOptions REAL = GeneratorOptions.real(7, 800, 20_000, 4);

  private static List<GraphEvent> events(GeneratorOptions options) {
    List<GraphEvent> events = new ArrayList<>();
    new PaymentGenerator(options).events().forEachRemaining(events::add);
    return events;
  }

  private static List<EdgeEvent> edges(Collection<GraphEvent> events, EdgeEvent.Op op) {
    return events.stream()
        .filter(EdgeEvent.class::isInstance)
        .map(EdgeEvent.class::cast)
        .filter(edge -> edge.op() == op)
        .toList();
  }

  @Test
  void usageExample() {
    PaymentGenerator generator = new PaymentGenerator(GeneratorOptions.real(42, 1_000, 5_000, 16));
    long[] count = new long[1];
    generator.events().forEachRemaining(event -> count[0]++);
    assertEquals(generator.totalEvents(), count[0]);
    assertEquals(5, generator.truth().rings().size());
    assertEquals(5, generator.truth().takeovers().size());
  }

  @Test
  void theSeedDecidesEverything() {
    assertEquals(events(REAL), events(REAL));
    assertNotEquals(events(REAL), events(GeneratorOptions.real(8, 800, 20_000, 4)));
  }

  @Test
  void disorderOnlyReordersAndRepeats() {
    List<GraphEvent> tidy = events(GeneratorOptions.tidy(7, 800, 20_000, 4));
    List<GraphEvent> real = events(REAL);
    assertTrue(real.size() > tidy.size());
    assertEquals(new HashSet<>(tidy), new HashSet<>(real));
    assertEquals(tidy.size(), new HashSet<>(tidy).size());
    long last = 0;
    for (GraphEvent event : tidy) {
      assertTrue(event.timestamp() >= last);
      last = event.timestamp();
    }
  }

  @Test
  void nothingComesLaterThanAllowedUnlessAsked() {
    assertEquals(0, late(events(REAL), REAL.maxDisorderMillis()));
    long behind = late(events(REAL), REAL.maxDisorderMillis() / 2);
    assertTrue(behind > 100, "only " + behind + " are out of order by much");
  }

  @Test
  void someComeTrulyLateIfAsked() {
    GeneratorOptions options = REAL.withLate(0.01, 60_000);
    List<GraphEvent> events = events(options);
    long late = late(events, 50_000);
    assertTrue(late > 140 && late < 260, late + " are late");
    assertEquals(late, late(events, options.maxDisorderMillis()));
    assertEquals(new PaymentGenerator(options).totalEvents(), events.size());
  }

  private static long late(List<GraphEvent> events, long allowed) {
    long max = 0;
    long late = 0;
    for (GraphEvent event : events) {
      max = Math.max(max, event.timestamp());
      late += event.timestamp() < max - allowed ? 1 : 0;
    }
    return late;
  }

  @Test
  void eachPaymentHasAnIdAndIsRemovedOnceAtMost() {
    List<GraphEvent> events = events(GeneratorOptions.tidy(3, 400, 10_000, 0));
    List<EdgeEvent> adds = edges(events, EdgeEvent.Op.ADD);
    List<EdgeEvent> removals = edges(events, EdgeEvent.Op.REMOVE);
    Map<String, EdgeEvent> byId =
        adds.stream().collect(Collectors.toMap(EdgeEvent::id, edge -> edge));
    assertEquals(10_000, byId.size());
    assertEquals(200, removals.size());
    assertEquals(200, removals.stream().map(EdgeEvent::id).distinct().count());
    for (EdgeEvent removal : removals) {
      EdgeEvent add = byId.get(removal.id());
      assertEquals(add.src() + add.dst(), removal.src() + removal.dst());
      assertTrue(removal.timestamp() >= add.timestamp());
    }
  }

  @Test
  void activityIsHeavyTailedAndPartnersRepeat() {
    List<EdgeEvent> adds =
        edges(events(GeneratorOptions.tidy(3, 1_000, 20_000, 0)), EdgeEvent.Op.ADD);
    Map<String, Integer> payments = new HashMap<>();
    Set<String> pairs = new HashSet<>();
    for (EdgeEvent edge : adds) {
      payments.merge(edge.src(), 1, Integer::sum);
      pairs.add(edge.src() + " " + edge.dst());
      assertTrue(edge.weight() > 0 && edge.weight() <= 12);
      assertNotEquals(edge.src(), edge.dst());
    }
    int topTenth =
        payments.values().stream()
            .sorted((a, b) -> b - a)
            .limit(100)
            .mapToInt(Integer::intValue)
            .sum();
    assertTrue(topTenth > 8_000, "the busiest tenth makes " + topTenth);
    assertTrue(payments.size() > 900, payments.size() + " accounts pay at all");
    assertTrue(pairs.size() < 10_000, pairs.size() + " pairs of 20,000 payments");
  }

  @Test
  void ringsAreInTheStreamAsTheTruthSays() {
    GeneratorOptions options = GeneratorOptions.tidy(5, 1_000, 20_000, 0);
    List<EdgeEvent> adds = edges(events(options), EdgeEvent.Op.ADD);
    for (PlantedTruth.Ring ring : new PaymentGenerator(options).truth().rings()) {
      for (int i = 0; i < ring.accounts().size(); i++) {
        String payer = ring.accounts().get(i);
        String payee = ring.accounts().get((i + 1) % ring.accounts().size());
        long turns =
            adds.stream()
                .filter(edge -> edge.src().equals(payer) && edge.dst().equals(payee))
                .filter(edge -> edge.timestamp() >= ring.fromMillis())
                .filter(edge -> edge.timestamp() <= ring.toMillis())
                .count();
        assertTrue(turns >= 6, payer + " pays " + payee + " " + turns + " times");
      }
    }
  }

  @Test
  void aTakeoverChangesPartnersAndFeatures() {
    GeneratorOptions options = GeneratorOptions.tidy(5, 1_000, 20_000, 4);
    List<GraphEvent> events = events(options);
    for (PlantedTruth.Takeover takeover : new PaymentGenerator(options).truth().takeovers()) {
      Set<String> before = new HashSet<>();
      Set<String> after = new HashSet<>();
      for (EdgeEvent edge : edges(events, EdgeEvent.Op.ADD)) {
        if (edge.src().equals(takeover.account())) {
          (edge.timestamp() < takeover.atMillis() ? before : after).add(edge.dst());
        }
      }
      int known = after.size();
      after.removeAll(before);
      assertTrue(after.size() >= 5 && 2 * after.size() > known, takeover + " pays " + after);
      assertTrue(
          events.stream()
              .anyMatch(
                  event ->
                      event instanceof FeaturesEvent features
                          && features.vertex().equals(takeover.account())
                          && features.timestamp() == takeover.atMillis()));
    }
  }

  /** Features like those of the new community, whose members are the partners; no burst. */
  @Test
  void aMoveIsIntoAnotherCommunity() {
    GeneratorOptions options = GeneratorOptions.tidy(5, 1_000, 20_000, 16).withMoves(20);
    List<GraphEvent> events = events(options);
    PlantedTruth truth = new PaymentGenerator(options).truth();
    assertEquals(20, truth.moves().size());
    assertEquals(new PaymentGenerator(options).totalEvents(), events.size());
    int home = 0;
    int all = 0;
    for (PlantedTruth.Move move : truth.moves()) {
      float[] now = featuresAt(events, move.account(), move.atMillis());
      int community = communityLike(events, now);
      assertNotEquals(number(move.account()) % 20, community, move + " stays where it was");
      for (EdgeEvent edge : edges(events, EdgeEvent.Op.ADD)) {
        if (edge.src().equals(move.account()) && edge.timestamp() > move.atMillis()) {
          all++;
          home += number(edge.dst()) % 20 == community ? 1 : 0;
        }
      }
    }
    assertTrue(all > 50 && home > 0.6 * all, home + " of " + all + " payments stay there");
  }

  private static int number(String account) {
    return Integer.parseInt(account.substring("acct-".length()));
  }

  private static float[] featuresAt(List<GraphEvent> events, String account, long time) {
    return events.stream()
        .filter(FeaturesEvent.class::isInstance)
        .map(FeaturesEvent.class::cast)
        .filter(write -> write.vertex().equals(account) && write.timestamp() == time)
        .map(FeaturesEvent::features)
        .findFirst()
        .orElseThrow();
  }

  /** The community whose first member's first features are the nearest. */
  private static int communityLike(List<GraphEvent> events, float[] features) {
    int best = -1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int community = 0; community < 20; community++) {
      float[] other = featuresAt(events, "acct-" + community, events.get(0).timestamp());
      double distance = 0;
      for (int i = 0; i < other.length; i++) {
        distance += Math.abs(other[i] - features[i]);
      }
      if (distance < nearest) {
        nearest = distance;
        best = community;
      }
    }
    return best;
  }

  /** So that streams without moves stay as they were. */
  @Test
  void whatIsPlantedDoesNotDependOnMoves() {
    GeneratorOptions without = GeneratorOptions.tidy(5, 1_000, 2_000, 0);
    PlantedTruth one = new PaymentGenerator(without).truth();
    PlantedTruth other = new PaymentGenerator(without.withMoves(40)).truth();
    assertEquals(one.rings(), other.rings());
    assertEquals(one.takeovers(), other.takeovers());
    assertEquals(List.of(), one.moves());
    assertEquals(other, new PaymentGenerator(without.withMoves(40)).truth());
    Set<String> accounts = new HashSet<>();
    other.rings().forEach(ring -> assertTrue(accounts.addAll(ring.accounts())));
    other.takeovers().forEach(takeover -> assertTrue(accounts.add(takeover.account())));
    other.moves().forEach(move -> assertTrue(accounts.add(move.account())));
  }

  @Test
  void aFewPayersAreErased() {
    List<EraseEvent> erases =
        events(REAL).stream()
            .distinct()
            .filter(EraseEvent.class::isInstance)
            .map(EraseEvent.class::cast)
            .toList();
    assertEquals(10, erases.size());
    Set<String> payments =
        edges(events(REAL), EdgeEvent.Op.ADD).stream()
            .map(edge -> edge.src() + " " + edge.timestamp())
            .collect(Collectors.toSet());
    erases.forEach(
        erase -> assertTrue(payments.contains(erase.vertex() + " " + erase.timestamp())));
  }

  @Test
  void refusesWhatMakesNoSense() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> REAL.withDisorder(1.5, 0, 0));
    assertEquals("duplicateShare is 1.5, expected 0 to 1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> REAL.withLate(0.1, 5_000));
    assertThrows(IllegalArgumentException.class, () -> GeneratorOptions.tidy(1, 15, 1, 1));
  }
}
