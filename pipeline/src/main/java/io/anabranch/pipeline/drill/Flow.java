// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.replay.ReplayCounts;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.state.event.GraphEvent;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * The stream of a drill, sent by a thread and a producer of its own, as far as it is let go. A
 * broker that is killed in between is the producer's to endure.
 */
final class Flow implements AutoCloseable {

  private final List<GraphEvent> events;
  private final Semaphore permits = new Semaphore(0);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<ReplayCounts> sending;
  private int released;

  Flow(Replayer replayer, List<GraphEvent> events) {
    this.events = events;
    this.sending =
        thread.submit(() -> replayer.replay(gated(), ReplayOptions.FLAT_OUT, sent -> {}));
  }

  private Iterator<GraphEvent> gated() {
    Iterator<GraphEvent> all = events.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public GraphEvent next() {
        permits.acquireUninterruptibly();
        return all.next();
      }
    };
  }

  /** Lets the next ones go, as many of so many shares of the whole. */
  void release(int share, int of) {
    int until = (int) ((long) events.size() * share / of);
    if (until > released) {
      permits.release(until - released);
      released = until;
    }
  }

  /** Lets the rest go, and waits until the broker has it all. */
  long finish() throws Exception {
    release(1, 1);
    return sending.get().records();
  }

  @Override
  public void close() {
    permits.release(events.size());
    thread.shutdownNow();
  }
}
