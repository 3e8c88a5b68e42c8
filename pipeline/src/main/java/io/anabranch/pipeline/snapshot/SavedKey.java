// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.snapshot;

import io.anabranch.pipeline.job.StateNames;
import io.anabranch.state.page.PageStore;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's keyed state has under one key: a vertex, or what is kept of a key group.
 *
 * @param values by the name of the state
 * @param pages of the vertex, behind the first
 */
public record SavedKey(String key, Map<String, byte[]> values, Map<Integer, byte[]> pages) {

  /** The vertex; null when the key is not one's. */
  public @Nullable DataInputView vertex() throws IOException {
    byte[] packed = values.get(StateNames.VERTICES);
    return packed == null ? null : Sealed.open(key, packed);
  }

  /** What is kept of a key group under that name, unsealed; null when nothing is. */
  public byte @Nullable [] ofGroup(String name) throws IOException {
    byte[] sealed = values.get(name);
    return sealed == null ? null : Sealed.unseal(key, sealed);
  }

  /** The pages, for reading. */
  public PageStore pageStore() {
    return new PageStore() {
      @Override
      public byte[] read(int page) {
        return pages.get(page);
      }

      @Override
      public void write(int page, byte[] bytes) {
        throw new UnsupportedOperationException("a checkpoint is only read");
      }

      @Override
      public void delete(int page) {
        throw new UnsupportedOperationException("a checkpoint is only read");
      }
    };
  }
}
