// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import io.anabranch.state.page.PageStore;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/** How what a stage keeps of a vertex becomes one packed value, and comes back. */
public interface VertexFormat<T> {

  /** A vertex of which nothing is kept. */
  T empty(PageStore pages);

  /** True when nothing is kept of the vertex, so that it needs no entry. */
  boolean isEmpty(T vertex);

  /** Writes the vertex; pages behind the first go to the page store that it was made with. */
  void write(T vertex, DataOutputSerializer out) throws IOException;

  /** Reads what {@link #write} wrote. */
  T read(DataInputView in, PageStore pages) throws IOException;

  /** Forgets the pages of the vertex. */
  void deletePages(T vertex);
}
