// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import java.io.IOException;

/** Says when to retrain. */
public interface Trigger {

  /**
   * Waits until it is time.
   *
   * @param round how many rounds there were before
   * @return false when there is to be no other
   * @throws IOException when what it goes by cannot be read
   */
  boolean await(int round) throws IOException, InterruptedException;

  /** Hears that the round came to nothing, for want of a checkpoint or of edges. */
  default void cameToNothing() {}

  /** Why it is time, for people; empty where that goes without saying. */
  default String reason() {
    return "";
  }
}
