// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import java.io.IOException;

/** Where the graph comes from. */
public interface SnapshotSource {

  /**
   * The graph as it is now.
   *
   * @param width elements in features
   * @throws NotYetException when there is none yet
   * @throws IOException when it cannot be read
   */
  GraphSnapshot take(int width) throws IOException;
}
