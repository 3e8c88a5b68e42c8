// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

/** Where the pages of one vertex behind the first are kept. */
public interface PageStore {

  /** The bytes of a page that was written. */
  byte[] read(int page);

  /** Keeps the bytes of a page. */
  void write(int page, byte[] bytes);

  /** Forgets a page. */
  void delete(int page);
}
