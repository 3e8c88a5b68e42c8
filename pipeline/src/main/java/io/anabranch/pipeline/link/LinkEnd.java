// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/** A rule that an operator carries: it hears messages, and works for a period in small steps. */
public interface LinkEnd {

  /**
   * Takes a message in.
   *
   * @return how many vertices it may have changed
   */
  int receive(LinkMessage message);

  /** Whether something that came waits until somebody asks for it. */
  default boolean putsOff() {
    return false;
  }

  /** What has waited since the last look waits no more: it is work that is due. */
  default void look() {}

  /**
   * Does for a group what was put off.
   *
   * @return how many vertices that may have changed
   */
  default int settle(int group) {
    return 0;
  }

  /** Whether there is work left, for a period or put off for long. */
  boolean isDue();

  /**
   * Does a little of it.
   *
   * @param most vertices
   */
  void step(int most);

  /** After a restore, once for every vertex that is held. */
  void restore(String vertex);

  /** The input has ended, and no work is left: once for every vertex that is held. */
  void touch(String vertex);

  /** The last period begins: what is left to do is work for it. */
  void last();
}
