// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.state.event.GraphEvent;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events to replay. Close it.
 *
 * @param name what is shown while they are replayed
 * @param total how many there are; -1 when nobody knows
 * @param truth what is planted in them; empty where nobody knows
 */
record EventSource(String name, Stream<GraphEvent> events, long total, Optional<PlantedTruth> truth)
    implements AutoCloseable {

  @Override
  public void close() {
    events.close();
  }
}
