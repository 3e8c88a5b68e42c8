// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.files;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * An object, or what looks like a directory because objects' names begin with it.
 *
 * @param length -1: a directory
 */
record ObjectStatus(Path path, long length) implements FileStatus {

  @Override
  public long getLen() {
    return Math.max(0, length);
  }

  @Override
  public long getBlockSize() {
    return getLen();
  }

  @Override
  public short getReplication() {
    return 1;
  }

  @Override
  public long getModificationTime() {
    return 0;
  }

  @Override
  public long getAccessTime() {
    return 0;
  }

  @Override
  public boolean isDir() {
    return length < 0;
  }

  @Override
  public Path getPath() {
    return path;
  }
}
