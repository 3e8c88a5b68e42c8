// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Heard;
import io.anabranch.state.page.MapPages;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.store.MemoryVertexStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class NeighborhoodTest {

  private static final Cause CAUSE = new Cause(0, 0);
  private static final SampleRule MOST_RECENT =
      new SampleRule(List.of(1, 2), SampleRule.Order.MOST_RECENT, 0);

  /** What is asked for as "time vertex INPUT". */
  private static final class Asked implements Deadlines {
    final Set<String> pending = new TreeSet<>();
    final Map<InputTopic, Long> horizons = new EnumMap<>(InputTopic.class);

    @Override
    public long horizon(InputTopic input) {
      return horizons.getOrDefault(input, Long.MIN_VALUE);
    }

    @Override
    public void set(InputTopic input, String vertex, long time) {
      assertTrue(pending.add(time + " " + vertex + " " + input));
    }

    @Override
    public void cancel(InputTopic input, String vertex, long time) {
      assertTrue(pending.remove(time + " " + vertex + " " + input));
    }
  }

  private final MapPages pages = new MapPages();
  private final MemoryVertexStore<NeighborhoodVertex> store =
      new MemoryVertexStore<>(() -> new NeighborhoodFormat().empty(pages));
  private final Asked asked = new Asked();
  private final Heard heard = new Heard();
  private final Neighborhood neighborhood =
      new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, SampleRule.ALL);

  @Test
  void anEdgeSubscribesAndMakesItsTargetExist() {
    assertTrue(add(1, 1f));
    assertEquals(List.of("u -> v, weight 1.0: +1", "self v [0.0, 0.0]"), heard.take());
    assertEquals(Set.of(), asked.pending);
  }

  /**
   * Whatever happens to an edge, the changes come to 1 while it lives and to 0 when it does not.
   */
  @Test
  void whoWatchesHearsWhichEdgesLive() {
    List<Integer> changes = new ArrayList<>();
    neighborhood.watch(
        (src, dst, change) -> {
          assertEquals("u v", src + " " + dst);
          changes.add(change);
        });
    add(1, 1f);
    add(1, 1f);
    add(2, 3f); // another weight: it ends and begins
    assertEquals(1, changes.stream().mapToInt(i -> i).sum());
    neighborhood.apply(EdgeEvent.remove("u", "v", 3), CAUSE);
    assertEquals(0, changes.stream().mapToInt(i -> i).sum());
    neighborhood.apply(EdgeEvent.remove("u", "v", 4), CAUSE);
    add(2, 1f); // before the removal
    assertEquals(0, changes.stream().mapToInt(i -> i).sum());
    assertEquals(4, changes.size());
  }

  @Test
  void theSameEdgeAgainTellsNothing() {
    add(1, 1f);
    heard.take();
    assertFalse(add(1, 1f));
    assertTrue(add(2, 1f), "later, so it is written, though nothing follows");
    assertEquals(List.of(), heard.take());
  }

  @Test
  void anotherWeightReplacesTheSubscription() {
    add(1, 1f);
    heard.take();
    assertTrue(add(2, 3f));
    assertEquals(List.of("u -> v, weight 1.0: -1", "u -> v, weight 3.0: +1"), heard.take());
    assertFalse(add(1, 5f), "older");
    assertEquals(List.of(), heard.take());
  }

  @Test
  void edgesWithIdsAreParallel() {
    add(1, 1f);
    heard.take();
    assertTrue(neighborhood.apply(new EdgeEvent(Op.ADD, "u", "v", "second", 1, 1f), CAUSE));
    assertEquals(List.of("u -> v, weight 1.0: +1"), heard.take());
    remove(2);
    assertEquals(List.of("u -> v, weight 1.0: -1"), heard.take());
  }

  @Test
  void aRemovalUnsubscribesAndTheTargetIsGone() {
    add(1, 4f);
    heard.take();
    assertTrue(remove(2));
    assertEquals(List.of("u -> v, weight 4.0: -1", "gone v"), heard.take());
    assertEquals(Set.of("3 v EDGES"), asked.pending);
  }

  @Test
  void anOlderAddAfterARemovalDoesNothing() {
    remove(5);
    assertFalse(add(4, 1f));
    assertFalse(add(5, 1f), "a removal wins at the same time");
    assertEquals(List.of(), heard.take());
    assertTrue(add(6, 1f));
    assertEquals(List.of("u -> v, weight 1.0: +1", "self v [0.0, 0.0]"), heard.take());
  }

  @Test
  void aTombstoneGoesWhenTheHorizonHasPassedIt() {
    remove(5);
    expire(5);
    assertFalse(add(4, 1f), "5 has come, but not passed: an add of 5 may still come");
    wake(InputTopic.EDGES, 6, 6);
    assertNothingLeft();
    assertTrue(add(4, 1f), "nothing is remembered; the gate refuses such an event");
  }

  @Test
  void anAddThatCameBackIsNotExpired() {
    add(1, 1f);
    remove(2);
    add(3, 1f);
    heard.take();
    wake(InputTopic.EDGES, 3, 100);
    assertEquals(1, store.vertices().size());
    assertEquals(List.of(), heard.take());
    assertEquals(Set.of(), asked.pending);
    remove(200);
    assertEquals(List.of("u -> v, weight 1.0: -1", "gone v"), heard.take());
  }

  @Test
  void oneDeadlineAVertexAtTheEarliest() {
    neighborhood.apply(EdgeEvent.remove("a", "v", 20), CAUSE);
    neighborhood.apply(EdgeEvent.remove("b", "v", 10), CAUSE);
    neighborhood.apply(EdgeEvent.remove("c", "v", 30), CAUSE);
    assertEquals(Set.of("11 v EDGES"), asked.pending);
    wake(InputTopic.EDGES, 11, 11);
    assertEquals(Set.of("21 v EDGES"), asked.pending);
    wake(InputTopic.EDGES, 21, 35);
    assertNothingLeft();
  }

  @Test
  void featuresAreToldAndWithdrawn() {
    assertTrue(neighborhood.apply(new FeaturesEvent("v", 1, new float[] {1, 2}), CAUSE));
    assertFalse(neighborhood.apply(new FeaturesEvent("v", 0, new float[] {9, 9}), CAUSE));
    assertTrue(neighborhood.apply(new FeaturesEvent("v", 2, new float[] {1, 2}), CAUSE));
    assertEquals(List.of("self v [1.0, 2.0]"), heard.take());
    assertTrue(neighborhood.apply(new FeaturesEvent("v", 3, null), CAUSE));
    assertEquals(List.of("gone v"), heard.take());
    assertFalse(neighborhood.apply(new FeaturesEvent("v", 2, new float[] {1, 2}), CAUSE));
    assertEquals(Set.of("4 v FEATURES"), asked.pending);
    wake(InputTopic.FEATURES, 4, 4);
    assertNothingLeft();
  }

  /** Each topic lets older writes in by its own clock. */
  @Test
  void theHorizonOfEdgesForgetsNoWithdrawal() {
    neighborhood.apply(new FeaturesEvent("v", 3, null), CAUSE);
    neighborhood.apply(EdgeEvent.remove("u", "v", 5), CAUSE);
    wake(InputTopic.EDGES, 6, 1_000);
    assertFalse(neighborhood.apply(new FeaturesEvent("v", 2, new float[] {1, 2}), CAUSE));
    wake(InputTopic.FEATURES, 4, 4);
    assertNothingLeft();
  }

  @Test
  void withdrawnFeaturesAreZerosWhereThereIsAnEdge() {
    neighborhood.apply(new FeaturesEvent("v", 1, new float[] {1, 2}), CAUSE);
    add(1, 1f);
    heard.take();
    neighborhood.apply(new FeaturesEvent("v", 3, null), CAUSE);
    assertEquals(List.of("self v [0.0, 0.0]"), heard.take());
  }

  @Test
  void aLabelMakesAVertexExistAndChangesNothingElse() {
    assertTrue(neighborhood.apply(new LabelEvent("v", 1, "fraud"), CAUSE));
    assertEquals(List.of("self v [0.0, 0.0]"), heard.take());
    assertTrue(neighborhood.apply(new LabelEvent("v", 2, "good"), CAUSE));
    assertEquals(List.of(), heard.take());
    assertFalse(neighborhood.apply(new LabelEvent("v", 1, null), CAUSE));
    assertTrue(neighborhood.apply(new LabelEvent("v", 3, null), CAUSE));
    assertEquals(List.of("gone v"), heard.take());
    wake(InputTopic.FEATURES, 4, 4);
    assertNothingLeft();
  }

  /** A thousand in-edges, on several pages: all go, and the rest is nothing. */
  @Test
  void nothingIsLeftOfAHub() {
    for (int i = 0; i < 1_000; i++) {
      neighborhood.apply(EdgeEvent.add("u" + i, "v", 1), CAUSE);
    }
    for (int i = 0; i < 1_000; i++) {
      neighborhood.apply(EdgeEvent.remove("u" + i, "v", 2 + i % 3), CAUSE);
    }
    assertEquals("gone v", heard.take().get(3_000 - 999));
    wake(InputTopic.EDGES, 3, 4);
    assertEquals(Set.of("5 v EDGES"), asked.pending);
    wake(InputTopic.EDGES, 5, 5);
    assertNothingLeft();
  }

  @Test
  void aVertexComesBackFromItsBytes() throws IOException {
    neighborhood.apply(new FeaturesEvent("v", 1, new float[] {1, 2}), CAUSE);
    neighborhood.apply(new LabelEvent("v", 7, null), CAUSE);
    List<EdgeEvent> edges = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      edges.add(new EdgeEvent(i % 3 == 0 ? Op.REMOVE : Op.ADD, "u" + i, "v", "", 10 + i, i));
    }
    edges.forEach(edge -> neighborhood.apply(edge, CAUSE));
    packAndUnpack();
    heard.take();

    for (EdgeEvent edge : edges) {
      assertFalse(neighborhood.apply(edge, CAUSE), () -> edge + " is there already");
    }
    assertFalse(neighborhood.apply(new FeaturesEvent("v", 1, new float[] {1, 2}), CAUSE));
    assertFalse(neighborhood.apply(new LabelEvent("v", 6, "older"), CAUSE));
    assertEquals(List.of(), heard.take());
    wake(InputTopic.FEATURES, 8, 8);
    assertEquals(Set.of("11 v EDGES"), asked.pending);
  }

  /** Two layers; the first takes the most recent in-edge, the second the two most recent ones. */
  @Test
  void subscriptionsFollowTheSample() throws IOException {
    Neighborhood sampling =
        new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, MOST_RECENT);
    sampling.apply(EdgeEvent.add("a", "v", 1), CAUSE);
    assertEquals(List.of("a -> v, weight 1.0: +1", "self v [0.0, 0.0]"), heard.take());
    sampling.apply(EdgeEvent.add("b", "v", 2), CAUSE);
    sampling.apply(EdgeEvent.add("c", "v", 3), CAUSE);
    heard.take();
    sampling.apply(EdgeEvent.add("a", "v", 4), CAUSE); // the same edge, at another time
    assertEquals(
        List.of(
            "a -> v, weight 1.0: +1",
            "c -> v, weight 1.0: -1",
            "c -> v, weight 1.0, layers 2: +1",
            "b -> v, weight 1.0, layers 2: -1"),
        heard.take());
    packAndUnpack();
    sampling.apply(EdgeEvent.remove("c", "v", 5), CAUSE);
    assertEquals(
        List.of("c -> v, weight 1.0, layers 2: -1", "b -> v, weight 1.0, layers 2: +1"),
        heard.take());
  }

  /**
   * The first layer hears one in-edge, the second two; an add at another time changes the order.
   */
  @Test
  void theOrderOfInEdgesIsTold() throws IOException {
    SampleRule rule =
        new SampleRule(List.of(1, 2), SampleRule.Order.MOST_RECENT, 0, SampleRule.Telling.ORDER);
    Neighborhood ordering = new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, rule);
    ordering.apply(EdgeEvent.add("a", "v", 1), CAUSE);
    assertEquals(
        List.of("a -> v, weight 1.0: +1", "roll v [a][-1]", "self v [0.0, 0.0]"), heard.take());
    ordering.apply(EdgeEvent.add("b", "v", 2), CAUSE);
    assertEquals("roll v [a, b][2, -1]", last());
    packAndUnpack();
    ordering.apply(EdgeEvent.add("a", "v", 3), CAUSE);
    assertEquals("roll v [b, a][2, -1]", last());
    ordering.apply(EdgeEvent.remove("b", "v", 4), CAUSE);
    assertEquals("roll v [a][-1]", last());
    ordering.apply(EdgeEvent.remove("a", "v", 5), CAUSE);
    assertEquals(List.of("a -> v, weight 1.0: -1", "roll v [][]", "gone v"), heard.take());
  }

  /** Half an edge, then one and a half; where layers sample, what each of them takes. */
  @Test
  void whatTheInEdgesWeighIsTold() {
    SampleRule all = new SampleRule(List.of(), SampleRule.Order.HASH, 0, SampleRule.Telling.DEGREE);
    Neighborhood degrees = new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, all);
    degrees.apply(new EdgeEvent(Op.ADD, "u", "v", "", 1, 0.5f), CAUSE);
    assertEquals(
        List.of("u -> v, weight 0.5: +1", "degree v +8388608", "self v [0.0, 0.0]"), heard.take());
    degrees.apply(new EdgeEvent(Op.ADD, "u", "v", "", 2, 40_000f), CAUSE);
    assertEquals(
        List.of(
            "u -> v, weight 0.5: -1",
            "degree v -8388608",
            "u -> v, weight 40000.0: +1",
            "degree v +274877906944"),
        heard.take());
    degrees.apply(EdgeEvent.remove("u", "v", 3), CAUSE);
    assertEquals("gone v", last());
    SampleRule sampled =
        new SampleRule(List.of(1, 2), SampleRule.Order.MOST_RECENT, 0, SampleRule.Telling.DEGREE);
    degrees = new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, sampled);
    degrees.apply(new EdgeEvent(Op.ADD, "a", "w", "", 4, 1f), CAUSE);
    heard.take();
    degrees.apply(new EdgeEvent(Op.ADD, "b", "w", "", 5, 1f), CAUSE);
    assertEquals(
        Set.of(
            "b -> w, weight 1.0: +1",
            "degree w +16777216",
            "a -> w, weight 1.0: -1",
            "degree w -16777216",
            "a -> w, weight 1.0, layers 2: +1",
            "degree w, layers 2 +16777216"),
        Set.copyOf(heard.take()));
  }

  private String last() {
    List<String> lines = heard.take();
    return lines.get(lines.size() - 1);
  }

  /** Of seven in-edges the four most recent ones are at hand; the others lie on the pages. */
  @Test
  void aSampleThatIsUsedUpIsTakenFromTheEdgesThatAreThere() {
    Neighborhood sampling =
        new Neighborhood(store, asked, Erases.ofOneGroup(), heard, 2, MOST_RECENT);
    for (int i = 1; i <= 7; i++) {
      sampling.apply(EdgeEvent.add("u" + i, "v", i), CAUSE);
    }
    for (int i = 7; i >= 5; i--) {
      heard.take();
      sampling.apply(EdgeEvent.remove("u" + i, "v", 10), CAUSE);
    }
    assertEquals(
        List.of(
            "u5 -> v, weight 1.0: -1",
            "u4 -> v, weight 1.0, layers 2: -1",
            "u4 -> v, weight 1.0: +1",
            "u3 -> v, weight 1.0, layers 2: +1"),
        heard.take());
    for (int i = 1; i <= 4; i++) {
      sampling.apply(EdgeEvent.remove("u" + i, "v", 10), CAUSE);
    }
    assertEquals(
        List.of("u3 -> v, weight 1.0, layers 2: -1", "u4 -> v, weight 1.0: -1", "gone v"),
        heard.take(),
        "u1 and u2 were no members");
    asked.pending.clear();
    sampling.expire(InputTopic.EDGES, "v", 11, CAUSE);
    assertNothingLeft();
  }

  @Test
  void formatOneHadNoSample() throws IOException {
    readsOlder(1, Integer.BYTES + 1); // and no epoch; the sample is a byte where it is empty
  }

  @Test
  void formatThreeHadNoEpoch() throws IOException {
    readsOlder(3, Integer.BYTES);
  }

  private void readsOlder(int version, int missing) throws IOException {
    NeighborhoodFormat format = new NeighborhoodFormat();
    neighborhood.apply(new LabelEvent("v", 7, null), CAUSE);
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(store.at("v"), out);
    byte[] bytes = out.getCopyOfBuffer();
    int at = 1 + 4 + 2 * 8 + 2 * (8 + 1); // behind the label
    byte[] older = new byte[bytes.length - missing];
    System.arraycopy(bytes, 0, older, 0, at);
    System.arraycopy(bytes, at + missing, older, at, older.length - at);
    older[0] = (byte) version;
    store.vertices().put("v", format.read(new DataInputDeserializer(older), pages));
    assertFalse(neighborhood.apply(new LabelEvent("v", 6, "older"), CAUSE));
    assertTrue(neighborhood.apply(new LabelEvent("v", 8, "newer"), CAUSE));
  }

  @Test
  void anotherFormatIsRefused() {
    for (byte format : new byte[] {5, 0, -1}) {
      DataInputDeserializer in = new DataInputDeserializer(new byte[] {format});
      IOException e =
          assertThrows(IOException.class, () -> new NeighborhoodFormat().read(in, pages));
      assertEquals(
          "neighborhood state of format " + format + ", this build reads up to 4", e.getMessage());
    }
  }

  private void packAndUnpack() throws IOException {
    NeighborhoodFormat format = new NeighborhoodFormat();
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(store.at("v"), out);
    store.vertices().put("v", format.read(new DataInputDeserializer(out.getCopyOfBuffer()), pages));
  }

  private boolean add(long timestamp, float weight) {
    return neighborhood.apply(new EdgeEvent(Op.ADD, "u", "v", "", timestamp, weight), CAUSE);
  }

  private boolean remove(long timestamp) {
    return neighborhood.apply(EdgeEvent.remove("u", "v", timestamp), CAUSE);
  }

  /** Woken too early, which harms nothing: it asks again. */
  private void expire(long horizon) {
    asked.pending.clear();
    neighborhood.expire(InputTopic.EDGES, "v", horizon, CAUSE);
  }

  /** The deadline that was asked for comes, and the horizon is there or beyond. */
  private void wake(InputTopic input, long deadline, long horizon) {
    asked.cancel(input, "v", deadline);
    asked.horizons.put(input, horizon);
    neighborhood.expire(input, "v", horizon, CAUSE);
  }

  private void assertNothingLeft() {
    assertEquals(Set.of(), store.vertices().keySet());
    assertEquals(Set.of(), asked.pending);
    assertEquals(0, pages.size());
  }
}
