// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.training.Meeting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

  @Test
  void usageExample() {
    Board board = new Board(2);
    assertEquals(List.of(), board.hear(1, part(6, 3, false)));
    List<Message> answers = board.hear(0, part(2, 1, true));

    for (Message answer : answers) { // (1 x 2 + 3 x 6) / 4
      Meeting.Average average = ((Message.OfAverage) answer).average();
      assertArrayEquals(new float[] {5}, average.values());
      assertEquals(false, average.done());
    }
    assertEquals(2, answers.size());
  }

  /** Sums of floats depend on their order; the order is the executors', not that of arrival. */
  @Test
  void whoComesFirstMakesNoDifference() {
    float[] values = {1e8f, 3.1f, -1e8f};
    List<float[]> averages = new ArrayList<>();
    for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}) {
      Board board = new Board(3);
      List<Message> answers = List.of();
      for (int k : order) {
        answers = board.hear(k, part(values[k], k + 1, true));
      }
      averages.add(((Message.OfAverage) answers.get(0)).average().values());
      assertEquals(true, ((Message.OfAverage) answers.get(2)).average().done());
    }
    assertArrayEquals(averages.get(0), averages.get(1));
    assertArrayEquals(averages.get(0), averages.get(2));
  }

  /** (10 x 1 + 30 x 2) / 40, and what the first one says of validation. */
  @Test
  void lossesAreOfAllItems() {
    Board board = new Board(2);
    board.hear(0, new Message.OfAccount(new Meeting.Account(1, 10, 0.5, 0.9)));
    Message answer = board.hear(1, new Message.OfAccount(new Meeting.Account(2, 30, 0, 0))).get(1);
    assertEquals(new Message.OfAccount(new Meeting.Account(1.75f, 40, 0.5, 0.9)), answer);
  }

  @Test
  void eachIsToldHowManyShareItsHeap() {
    Board board = new Board(3);
    board.hear(0, new Message.Hello("cpu", "a"));
    board.hear(1, new Message.Hello("nd4j on gpu 0", "b"));
    List<Message> answers = board.hear(2, new Message.Hello("cpu", "a"));
    List<String> devices = List.of("cpu", "nd4j on gpu 0", "cpu");
    assertEquals(
        List.of(
            new Message.Begin(devices, 2),
            new Message.Begin(devices, 1),
            new Message.Begin(devices, 2)),
        answers);
  }

  @Test
  void executorsThatAreNotAtTheSamePlaceAreRefused() {
    Board board = new Board(2);
    board.hear(0, part(1, 1, false));
    assertEquals(
        "executor 0 speaks again before all others have spoken",
        assertThrows(IllegalStateException.class, () -> board.hear(0, part(1, 1, false)))
            .getMessage());
    assertEquals(
        "executors speak of the same thing; got Hello beside OfPart",
        assertThrows(
                IllegalStateException.class, () -> board.hear(1, new Message.Hello("cpu", "a")))
            .getMessage());
  }

  private static Message part(float value, long items, boolean done) {
    return new Message.OfPart(new Meeting.Part(new float[] {value}, items, done));
  }
}
