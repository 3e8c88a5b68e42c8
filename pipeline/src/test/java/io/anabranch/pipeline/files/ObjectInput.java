// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.files;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;

/** Reads an object. */
final class ObjectInput extends FSDataInputStream {

  private final byte[] bytes;
  private int at;

  ObjectInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void seek(long to) throws IOException {
    if (to < 0 || to > bytes.length) {
      throw new IOException("expected a place from 0 to %d; got %d".formatted(bytes.length, to));
    }
    at = (int) to;
  }

  @Override
  public long getPos() {
    return at;
  }

  @Override
  public int read() {
    return at == bytes.length ? -1 : bytes[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length > 0 && at == bytes.length) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return bytes.length - at;
  }
}
