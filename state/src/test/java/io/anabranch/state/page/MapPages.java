// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import java.util.HashMap;
import java.util.Map;

/** A page store on the heap, strict: what was not written can be neither read nor deleted. */
public final class MapPages implements PageStore {

  private final Map<Integer, byte[]> pages = new HashMap<>();
  private int writes;

  @Override
  public byte[] read(int page) {
    if (!pages.containsKey(page)) {
      throw new IllegalStateException("page " + page + " was never written");
    }
    return pages.get(page).clone();
  }

  @Override
  public void write(int page, byte[] bytes) {
    writes++;
    pages.put(page, bytes.clone());
  }

  @Override
  public void delete(int page) {
    if (pages.remove(page) == null) {
      throw new IllegalStateException("page " + page + " is not there");
    }
  }

  /** How many pages are kept. */
  public int size() {
    return pages.size();
  }

  /** How often a page was written. */
  public int writes() {
    return writes;
  }
}
