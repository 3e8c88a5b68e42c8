// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.wire.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether a job has failed because it could not take its state up again. */
public final class Restores {

  /** What Flink says where it restores states, and what we say of bytes that are not intact. */
  private static final List<String> SIGNS =
      List.of(
          "Could not restore ",
          "Exception while creating StreamOperatorStateContext",
          "Failed to rollback to checkpoint/savepoint",
          "Failed to restore ",
          Sealed.DAMAGED);

  private Restores() {}

  /** Whether this failure is one of restoring. */
  public static boolean failed(Throwable failure) {
    return causes(failure).stream()
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(message -> SIGNS.stream().anyMatch(message::contains));
  }

  /** The innermost cause that says something. */
  public static String reason(Throwable failure) {
    return causes(failure).stream()
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .reduce((outer, inner) -> inner)
        .orElseGet(failure::toString);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
