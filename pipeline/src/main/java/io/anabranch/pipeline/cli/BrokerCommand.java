// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.broker.LocalBroker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A broker for those who have none at hand. */
@Command(
    name = "broker",
    description = {
      "Starts a local Kafka broker that stays up until Ctrl-C.",
      "One node on the loopback interface, for trying things out. Its data survive a restart."
    },
    showDefaultValues = true,
    footer = {"", "In a terminal of its own:", "  anabranch broker"})
final class BrokerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "The port; the next free one when it is taken; 0: any.")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "work/broker",
      description = "Where its data lie.")
  private Path directory;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LocalBroker broker = start();
    Thread hook = new Thread(broker::close, "broker-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println("bootstrap servers: " + broker.bootstrapServers());
    out.println("data:              " + directory.toAbsolutePath());
    out.println("Ctrl-C stops it.");
    try {
      new CountDownLatch(1).await(); // until the process is told to end
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      broker.close();
    }
    return ExitCode.OK;
  }

  private LocalBroker start() {
    try {
      return LocalBroker.start(directory, port);
    } catch (IllegalStateException e) {
      throw CommandException.environment(e.getMessage());
    }
  }
}
