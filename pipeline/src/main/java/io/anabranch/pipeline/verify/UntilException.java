// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.List;

/** The topics cannot be read so far. The message lists every fault, a line each. */
public final class UntilException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UntilException(List<String> faults) {
    super(
        faults.size() == 1
            ? faults.get(0)
            : faults.size() + " faults:\n  " + String.join("\n  ", faults));
  }
}
