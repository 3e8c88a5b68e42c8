// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The results of one experiment, a line each. A line is finished when it ends: what stands behind
 * the last end was cut off by a death, and the next one is written over it.
 */
final class ResultFile {

  private final Path path;

  ResultFile(Path directory, String experiment) {
    this.path = directory.resolve(experiment + ".jsonl");
  }

  /** In the order in which they were finished; none when there is no file. */
  List<Result> read() {
    String text = finished();
    List<Result> results = new ArrayList<>();
    int line = 1;
    for (String json : text.lines().toList()) {
      results.add(ResultFormat.read(path + ", line " + line++, json));
    }
    return results;
  }

  synchronized void append(Result result) {
    byte[] line = (ResultFormat.write(result) + "\n").getBytes(UTF_8);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      long end = finished().getBytes(UTF_8).length;
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.truncate(end);
        channel.position(end);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private String finished() {
    if (!Files.exists(path)) {
      return "";
    }
    try {
      String text = Files.readString(path);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
