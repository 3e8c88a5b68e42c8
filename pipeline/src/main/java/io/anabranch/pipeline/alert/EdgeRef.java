// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.event.EdgeEvent;
import java.util.Objects;

/**
 * An edge event, by what it is known by.
 *
 * @param id empty where the producer gave none
 */
public record EdgeRef(String src, String dst, String id, long timestamp) {

  public EdgeRef {
    Objects.requireNonNull(src);
    Objects.requireNonNull(dst);
    Objects.requireNonNull(id);
  }

  public static EdgeRef of(EdgeEvent edge) {
    return new EdgeRef(edge.src(), edge.dst(), edge.id(), edge.timestamp());
  }
}
