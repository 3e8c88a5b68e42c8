// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.training.Meeting;
import java.util.List;

/** What executors, coordinator and client tell each other; {@link MessageFormat} has the bytes. */
sealed interface Message {

  /**
   * An executor is there.
   *
   * @param device what it computes with, in words
   * @param process the JVM that it is in
   */
  record Hello(String device, String process) implements Message {}

  /**
   * All executors are there. Goes to each executor, and from the first one to the client.
   *
   * @param devices one an executor
   * @param beside how many executors there are in the JVM of the one who is told
   */
  record Begin(List<String> devices, int beside) implements Message {}

  record OfPart(Meeting.Part part) implements Message {}

  record OfAverage(Meeting.Average average) implements Message {}

  record OfAccount(Meeting.Account account) implements Message {}

  record OfEpoch(Epoch epoch) implements Message {}

  /** Some of the trained weights, after those of the message before. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Weights(float[] values) implements Message {}

  /**
   * All weights have been told.
   *
   * @param count of them
   */
  record End(int count, int inputWidth, List<String> labels) implements Message {}
}
