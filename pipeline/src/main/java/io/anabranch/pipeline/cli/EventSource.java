// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.state.event.GraphEvent;
import java.util.stream.Stream;

/**
 * Events to replay. Close it.
 *
 * @param name what is shown while they are replayed
 * @param total how many there are; -1 when nobody knows
 */
record EventSource(String name, Stream<GraphEvent> events, long total) implements AutoCloseable {

  @Override
  public void close() {
    events.close();
  }
}
