// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Reads the entries in the file of that name. */
public final class SpillReader implements FlatMapFunction<String, StateEntry> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(String file, Collector<StateEntry> out) throws IOException {
    SpillFile.read(Path.of(file), out::collect);
  }
}
