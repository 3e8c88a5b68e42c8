// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

/** What a command says to the shell. */
final class ExitCode {

  static final int OK = 0;

  /** A check came out wrong: embeddings differ, records were refused. */
  static final int CHECK_FAILED = 1;

  /** The command line, the configuration or an artifact is not usable. */
  static final int USAGE = 2;

  /** Something outside is not as it must be: no broker, no topic, a disk that is full. */
  static final int ENVIRONMENT = 3;

  /** Our mistake. The stack trace is printed. */
  static final int BUG = 70;

  /** Told to end, by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
