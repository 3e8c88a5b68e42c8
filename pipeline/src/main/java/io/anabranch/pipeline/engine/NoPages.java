// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.state.page.PageStore;

/** The page store of vertices that are never written: their pages stay on the heap. */
enum NoPages implements PageStore {
  INSTANCE;

  @Override
  public byte[] read(int page) {
    throw new IllegalStateException("page " + page + " was never written");
  }

  @Override
  public void write(int page, byte[] bytes) {
    throw new IllegalStateException("vertices of the local engine are not written");
  }

  @Override
  public void delete(int page) {}
}
