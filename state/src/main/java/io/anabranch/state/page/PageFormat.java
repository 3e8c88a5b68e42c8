// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;

/** Makes pages of one kind. */
public interface PageFormat<P extends Page<P>> {

  /** A page without entries. */
  P empty();

  /** Reads what {@link Page#write} wrote. */
  P read(DataInputView in) throws IOException;
}
