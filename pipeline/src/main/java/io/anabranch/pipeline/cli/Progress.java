// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, and nothing anywhere else. It is told how far the work is. */
interface Progress extends LongConsumer, AutoCloseable {

  /** Set by the start script, which knows. */
  String TERMINAL = "anabranch.terminal";

  int UPDATE_MILLIS = 200;

  @Override
  void close();

  /** Shows a few words behind the bar. */
  default void say(String words) {}

  /**
   * A bar.
   *
   * @param total -1 when nobody knows
   */
  static Progress of(String task, long total) {
    return Boolean.getBoolean(TERMINAL) ? new Bar(task, total) : new Silence();
  }

  /** On a terminal. */
  final class Bar implements Progress {

    private final ProgressBar bar;

    Bar(String task, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .showSpeed()
              .build();
    }

    @Override
    public void accept(long done) {
      bar.stepTo(done);
    }

    @Override
    public void say(String words) {
      bar.setExtraMessage(words);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Not on a terminal. */
  final class Silence implements Progress {

    @Override
    public void accept(long done) {}

    @Override
    public void close() {}
  }
}
