// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a directory to one broker. Kafka locks its directory too, but only after it has opened the
 * metadata log, into which a second broker has written by then: the first one never recovers.
 */
final class DirectoryLock implements AutoCloseable {

  /** Within one JVM: closing a second channel on the file would release the first one's lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Locks the directory, which is created if need be.
   *
   * @throws IOException if another broker has it
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    Path real = Files.createDirectories(directory).toRealPath();
    if (!HELD.add(real)) {
      throw inUse();
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              real.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse();
      }
      return new DirectoryLock(real, channel);
    } catch (IOException e) {
      HELD.remove(real);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static IOException inUse() {
    return new IOException("another broker uses the directory");
  }

  /** Closing the channel releases the lock; so does the end of the process, however it comes. */
  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
