// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.dataset.DataSetException;
import io.anabranch.connectors.kafka.BrokerUnreachableException;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.autograd.NotFiniteException;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.explain.ExplanationException;
import io.anabranch.pipeline.train.TrainingException;
import io.anabranch.pipeline.verify.UntilException;
import io.anabranch.pipeline.verify.VerificationException;
import io.anabranch.pipeline.webhook.WebhookException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code; only a bug shows its stack trace. */
final class Failures {

  private Failures() {}

  static int onBadUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    say(err, failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  static int onException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException expected) {
      say(err, expected.getMessage());
      return expected.exitCode();
    }
    if (failure instanceof ConfigException
        || failure instanceof ArtifactException
        || failure instanceof DataSetException
        || failure instanceof io.anabranch.model.dataset.DataSetException
        || failure instanceof TrainingException
        || failure instanceof ExplanationException
        || failure instanceof UntilException) {
      say(err, failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof NotFiniteException) {
      say(
          err,
          "the training went astray, a smaller learning rate may help: " + failure.getMessage());
      return ExitCode.CHECK_FAILED;
    }
    if (failure instanceof BrokerUnreachableException
        || failure instanceof VerificationException
        || failure instanceof WebhookException) {
      say(err, failure.getMessage());
      return ExitCode.ENVIRONMENT;
    }
    if (failure instanceof KafkaException kafka) {
      say(err, describe(kafka));
      return ExitCode.ENVIRONMENT;
    }
    if (failure instanceof IOException io) {
      say(err, describe(io));
      return ExitCode.ENVIRONMENT;
    }
    err.println("anabranch: this is a bug, please report it:");
    failure.printStackTrace(err);
    return ExitCode.BUG;
  }

  private static void say(PrintWriter err, String message) {
    err.println("anabranch: " + message);
  }

  /** What Kafka says, and why, when it says so. */
  private static String describe(KafkaException failure) {
    Throwable cause = failure.getCause();
    return cause == null || cause.getMessage() == null
        ? failure.getMessage()
        : failure.getMessage() + ": " + cause.getMessage();
  }

  /** Files' exceptions carry the name of the file and nothing else. */
  private static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + ": there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + ": is there already";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
