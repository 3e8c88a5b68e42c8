// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The vertices that an operator keeps as of now, for a sweep that goes on while they change.
 *
 * <p>A heap backend lets nobody read its keys while they change, so there they are copied: a
 * reference each. RocksDB shows them as they were when it was asked, so there they are read one by
 * one, as they are wanted. Until the last one is read, or this is closed, RocksDB keeps the files
 * that they lie in. It is not opened anew on the way: Flink cannot seek in it, and would have to
 * pass over everything that was seen.
 */
final class SweptKeys implements Iterator<String>, AutoCloseable {

  private final Iterator<String> live;
  private final Stream<String> stored;
  private final Iterator<String> rest;
  private boolean closed;

  private SweptKeys(Collection<String> live, Stream<String> stored) {
    this.live = live.iterator();
    this.stored = stored;
    this.rest = stored.iterator();
  }

  /**
   * Copies what changes.
   *
   * @param live vertices in front of the backend; some may be in it, too
   * @param stored those in the backend
   */
  static SweptKeys copied(Collection<String> live, Stream<String> stored) {
    List<String> copy;
    try (stored) {
      copy = stored.toList();
    }
    return new SweptKeys(live, copy.stream());
  }

  /**
   * Reads in steps.
   *
   * @param live vertices in front of the backend; some may be in it, too
   * @param stored those in the backend, which stay the same ones as long as it is open
   */
  static SweptKeys inSteps(Collection<String> live, Stream<String> stored) {
    return new SweptKeys(live, stored);
  }

  @Override
  public boolean hasNext() {
    if (live.hasNext() || !closed && rest.hasNext()) {
      return true;
    }
    close();
    return false;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return live.hasNext() ? live.next() : rest.next();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stored.close();
    }
  }
}
