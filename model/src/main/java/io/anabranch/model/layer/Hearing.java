// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * Takes the words that one vertex hears together, one vertex after the other. Has a memory, so it
 * is of one thread.
 */
public interface Hearing {

  /**
   * A vertex begins to hear.
   *
   * @param self holds, from the offset on, what the vertex tells itself; not changed until the end
   */
  void begin(float[] self, int off);

  /**
   * One word.
   *
   * @param word holds, from the offset on, a message; not changed until the end
   */
  void hear(float[] word, int off);

  /**
   * All is heard.
   *
   * @param out aggregateWidth elements from the offset on, overwritten
   */
  void end(float[] out, int off);
}
