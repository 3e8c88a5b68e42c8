// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

/** Ends a command with a message for the user and an exit code; no stack trace is shown. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  static CommandException environment(String message) {
    return new CommandException(ExitCode.ENVIRONMENT, message);
  }

  int exitCode() {
    return exitCode;
  }
}
