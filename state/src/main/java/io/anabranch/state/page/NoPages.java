// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

/** The page store of vertices that are never written, or have one page alone. */
public enum NoPages implements PageStore {
  INSTANCE;

  @Override
  public byte[] read(int page) {
    throw new IllegalStateException("page " + page + " was never written");
  }

  @Override
  public void write(int page, byte[] bytes) {
    throw new IllegalStateException("page " + page + " has no store to be written to");
  }

  @Override
  public void delete(int page) {}
}
