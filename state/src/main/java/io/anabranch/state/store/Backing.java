// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import io.anabranch.state.page.PageStore;
import org.jspecify.annotations.Nullable;

/** Where packed vertices lie: the keyed state of a Flink operator, or a map in the simulation. */
public interface Backing {

  /** The packed vertex; null when there is none. */
  byte @Nullable [] read(String vertex);

  /** Keeps the packed vertex. */
  void write(String vertex, byte[] packed);

  /** Forgets the packed vertex; its pages are deleted one by one. */
  void remove(String vertex);

  /** Where the pages of the vertex lie. */
  PageStore pages(String vertex);

  /** Removes a vertex and all its pages, without a look at them. */
  void clear(String vertex);
}
