// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.training.Meeting;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;

/**
 * The executors' meeting by way of the operator's coordinator. Whoever waits for an answer works
 * off the task's mail, by which the answer comes. Of the task's thread.
 */
final class FlinkMeeting implements Meeting, OperatorEventHandler {

  private final int executor;
  private final int executors;
  private final OperatorEventGateway coordinator;
  private final MailboxExecutor mailbox;
  private final Chunk.Assembly assembly = new Chunk.Assembly();
  private final Queue<Message> answers = new ArrayDeque<>();

  FlinkMeeting(
      int executor, int executors, OperatorEventGateway coordinator, MailboxExecutor mailbox) {
    this.executor = executor;
    this.executors = executors;
    this.coordinator = coordinator;
    this.mailbox = mailbox;
  }

  /** Gives how many executors are in this JVM, and what all compute with, when all are there. */
  Message.Begin hello(Message.Hello hello) {
    return (Message.Begin) ask(hello);
  }

  @Override
  public Average average(Part part) {
    return ((Message.OfAverage) ask(new Message.OfPart(part))).average();
  }

  @Override
  public Account account(Account own) {
    return ((Message.OfAccount) ask(new Message.OfAccount(own))).account();
  }

  private Message ask(Message question) {
    Chunk.cut(MessageFormat.write(question)).forEach(coordinator::sendEventToCoordinator);
    try {
      while (answers.isEmpty()) {
        mailbox.yield();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("interrupted while waiting for other executors").initCause(e);
    }
    return answers.remove();
  }

  @Override
  public void handleOperatorEvent(OperatorEvent event) {
    byte[] whole = assembly.add((Chunk) event);
    if (whole != null) {
      answers.add(MessageFormat.read(whole));
    }
  }

  @Override
  public int executors() {
    return executors;
  }

  @Override
  public int executor() {
    return executor;
  }
}
