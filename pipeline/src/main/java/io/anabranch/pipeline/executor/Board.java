// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.training.Accounts;
import io.anabranch.model.training.Meeting;
import io.anabranch.model.training.ParameterAverage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where what all executors say comes together. It answers when the last of them has spoken, to all
 * at once, by what they have said alone: who came first makes no difference.
 */
final class Board {

  private final Message[] said;

  Board(int executors) {
    said = new Message[executors];
  }

  /**
   * The answers, one an executor, when all have spoken; else none.
   *
   * @throws IllegalStateException when an executor speaks again before the answer, or they do not
   *     speak of the same thing
   */
  List<Message> hear(int executor, Message message) {
    if (said[executor] != null) {
      throw new IllegalStateException(
          "executor %d speaks again before all others have spoken".formatted(executor));
    }
    said[executor] = message;
    if (Stream.of(said).anyMatch(m -> m == null)) {
      return List.of();
    }
    List<Message> all = List.of(said);
    Arrays.fill(said, null);
    return answers(all);
  }

  private static List<Message> answers(List<Message> all) {
    Message first = all.get(0);
    if (first instanceof Message.Hello) {
      return begin(these(all, Message.Hello.class));
    }
    Message answer =
        first instanceof Message.OfPart
            ? average(these(all, Message.OfPart.class).stream().map(Message.OfPart::part).toList())
            : new Message.OfAccount(
                Accounts.together(
                    these(all, Message.OfAccount.class).stream()
                        .map(Message.OfAccount::account)
                        .toList()));
    return all.stream().map(m -> answer).toList();
  }

  private static List<Message> begin(List<Message.Hello> hellos) {
    List<String> devices = hellos.stream().map(Message.Hello::device).toList();
    return hellos.stream()
        .<Message>map(
            own -> {
              long beside = hellos.stream().filter(h -> h.process().equals(own.process())).count();
              return new Message.Begin(devices, (int) beside);
            })
        .toList();
  }

  private static Message average(List<Meeting.Part> parts) {
    long[] items = parts.stream().mapToLong(Meeting.Part::items).toArray();
    return new Message.OfAverage(
        new Meeting.Average(
            ParameterAverage.of(parts.stream().map(Meeting.Part::values).toList(), items),
            parts.stream().allMatch(Meeting.Part::done)));
  }

  private static <M extends Message> List<M> these(List<Message> all, Class<M> kind) {
    return all.stream()
        .map(
            m -> {
              if (!kind.isInstance(m)) {
                throw new IllegalStateException(
                    "executors speak of the same thing; got %s beside %s"
                        .formatted(m.getClass().getSimpleName(), kind.getSimpleName()));
              }
              return kind.cast(m);
            })
        .toList();
  }
}
