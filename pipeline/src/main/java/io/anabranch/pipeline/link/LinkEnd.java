// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

/** A rule that an operator carries: it hears messages, and works for a period in small steps. */
public interface LinkEnd {

  /** Takes a message in. */
  void receive(LinkMessage message);

  /** Does for a group what was put off. */
  default void settle(int group) {}

  /** Whether there is work for a period left. */
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
