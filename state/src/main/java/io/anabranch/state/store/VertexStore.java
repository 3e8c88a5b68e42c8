// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

/**
 * The vertices of one stage. A vertex that was handed out stays the one live object of its key
 * until the next {@link #trim}, so a stage may hold on to it in between.
 *
 * @param <T> what is kept of a vertex
 */
public interface VertexStore<T> {

  /** The vertex, for reading and changing; an empty one when nothing is kept of it. */
  T at(String vertex);

  /** The vertex, for looking at in passing: what is changed on it may be lost. */
  T look(String vertex);

  /** Forgets the vertex. */
  void drop(String vertex);

  /** Called when no live object is held: a bounded store may now put some away. */
  void trim();
}
