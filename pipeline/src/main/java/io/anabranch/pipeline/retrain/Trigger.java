// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

/** Says when to retrain. */
public interface Trigger {

  /**
   * Waits until it is time.
   *
   * @param round how many rounds there were before
   * @return false when there is to be no other
   */
  boolean await(int round) throws InterruptedException;
}
