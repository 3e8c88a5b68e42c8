// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.util.Objects;

/**
 * Somebody asks for the score of a pair.
 *
 * @param id comes back with the answer
 */
public record LinkQuery(String id, String u, String v) {

  public LinkQuery {
    Objects.requireNonNull(id);
    Objects.requireNonNull(u);
    Objects.requireNonNull(v);
  }
}
