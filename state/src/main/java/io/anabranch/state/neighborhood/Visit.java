// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.page.Pages;

/**
 * A vertex whose in-edges are looked through, page by page.
 *
 * @param place of the page that comes next
 * @param cause the erases behind it
 * @param looked how many edges were on the page before
 */
record Visit(String key, long place, Cause cause, int looked) {

  static Visit of(String key, Cause cause) {
    return new Visit(key, Pages.FIRST, cause, 0);
  }

  Visit next(long after, int lookedAt) {
    return new Visit(key, after, cause, lookedAt);
  }

  boolean isThrough() {
    return place == Pages.END;
  }
}
