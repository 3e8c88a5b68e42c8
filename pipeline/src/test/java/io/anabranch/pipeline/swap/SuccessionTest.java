// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One swap at a time, and the newest of those that wait. */
class SuccessionTest {

  private final List<String> done = new ArrayList<>();
  private Succession<String> succession = open(Succession.State.initial());

  private Succession<String> open(Succession.State<String> from) {
    return new Succession<>(
        from,
        new Succession.Hands<>() {
          @Override
          public void load(int epoch, String model) {
            done.add("load " + epoch + " " + model);
          }

          @Override
          public void begin(int epoch) {
            done.add("begin " + epoch);
          }

          @Override
          public void replaced(String model, String by) {
            done.add(model + " replaced by " + by);
          }
        });
  }

  private void assertDone(String... expected) {
    assertEquals(List.of(expected), done);
    done.clear();
  }

  @Test
  void usageExample() {
    succession.take("a");
    assertDone("load 1 a");
    succession.snapshot(7);
    succession.complete(7);
    assertDone("begin 1");
    succession.serves();
    assertDone();
  }

  /** The barrier of a checkpoint that was taken before is not behind the model. */
  @Test
  void nothingBeginsBeforeACheckpointThatHoldsIt() {
    succession.snapshot(1);
    succession.take("a");
    succession.complete(1);
    assertDone("load 1 a");
    succession.snapshot(2);
    succession.snapshot(3);
    succession.complete(3); // of 2 nothing was heard
    assertDone("begin 1");
    succession.complete(3);
    assertDone();
  }

  @Test
  void theNewestOfThoseThatWaitFollows() {
    swapIn("a");
    succession.take("b");
    assertEquals("b", succession.waiting());
    succession.take("c");
    assertDone("b replaced by c");
    succession.serves();
    assertDone("load 2 c");
    assertNull(succession.waiting());
    succession.take("d");
    assertDone();
  }

  /** Going back is a new epoch: no epoch comes twice. */
  @Test
  void anOlderModelHasAnEpochOfItsOwn() {
    swapIn("b");
    succession.serves();
    succession.take("a");
    succession.snapshot(8);
    succession.complete(8);
    succession.serves();
    succession.take("b");
    assertDone("load 2 a", "begin 2", "load 3 b");
  }

  /** A version may be served twice: what was said of it the first time is not said of now. */
  @Test
  void whatHasNotBegunIsNotServed() {
    succession.take("a");
    succession.take("b");
    succession.serves();
    assertDone("load 1 a");
    assertEquals("b", succession.waiting());
  }

  @Test
  void aRestoreGoesOnWhereTheCheckpointIs() {
    swapIn("a");
    succession.take("b");
    Succession.State<String> kept = succession.snapshot(9);
    succession.serves();
    assertDone("load 2 b");

    succession = open(kept);
    succession.resume();
    assertDone("begin 1"); // once more: perhaps it was not heard
    succession.take("c");
    assertDone("b replaced by c");
    succession.serves();
    assertDone("load 2 c");
    kept = succession.snapshot(10);

    succession = open(kept); // the checkpoint is complete, and holds the model everywhere
    succession.resume();
    assertDone("begin 2");
    succession.complete(10);
    assertDone();
  }

  private void swapIn(String model) {
    succession.take(model);
    succession.snapshot(5);
    succession.complete(5);
    done.clear();
  }
}
