// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;

/** Makes pages of one kind. */
public interface PageFormat<P extends Page<P>> {

  /** Entries on a page where nothing else is said. */
  int FILL = 256;

  /** How many entries a page has, at the most on average; at least 4. */
  default int fill() {
    return FILL;
  }

  /** A page without entries. */
  P empty();

  /** Reads what {@link Page#write} wrote. */
  P read(DataInputView in) throws IOException;
}
