// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The newest checkpoint is damaged while the job is down; it must go on from the one before, and
 * say so.
 */
final class DamagedCheckpoints implements Drill {

  private enum Damage {
    METADATA_CUT,
    STATE_CUT,
    STATE_GONE,
    METADATA_FLIPPED,
    STATE_FLIPPED
  }

  private final String backend;
  private final String program;
  private final List<Damage> damages;

  DamagedCheckpoints(String backend, String program) {
    this.backend = backend;
    this.program = program;
    // RocksDB's tables lie where older checkpoints share them: a flip there harms those, too.
    this.damages =
        backend.equals("heap")
            ? List.of(Damage.values())
            : List.of(Damage.METADATA_CUT, Damage.STATE_CUT, Damage.STATE_GONE);
  }

  @Override
  public String name() {
    return "damaged-checkpoints-" + backend;
  }

  @Override
  public int fullKills() {
    return 2 * damages.size();
  }

  @Override
  public int fullEvents() {
    return 20_000;
  }

  @Override
  public String[] options() {
    return new String[] {
      "job.parallelism=2",
      "job.restart-attempts=1",
      "state.backend=" + backend,
      "flink.execution.checkpointing.data-inline-threshold=0b" // so that every state is a file
    };
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    JobProcess job = JobProcess.start(ground, program, false);
    for (int kill = 1; kill <= kills; kill++) {
      ground.flowPastCheckpoint(kill, kills);
      ground.awaitCheckpoint();
      job.kill();
      damage(ground.newestCheckpoint(), damages.get((kill - 1) % damages.size()), ground);
      job = JobProcess.start(ground, program, true);
    }
    ground.awaitCheckpoint();
    long passedOver =
        JobProcess.said(ground).lines().filter(line -> line.contains("is passed over")).count();
    if (passedOver < kills) {
      throw new IllegalStateException(
          "%d checkpoints were damaged, %d were passed over".formatted(kills, passedOver));
    }
    return kills + " checkpoints damaged, " + passedOver + " passed over";
  }

  private static void damage(Path checkpoint, Damage damage, Ground ground) throws IOException {
    Path metadata = checkpoint.resolve("_metadata");
    switch (damage) {
      case METADATA_CUT -> cut(metadata);
      case METADATA_FLIPPED -> flip(metadata, 2); // within the header
      case STATE_FLIPPED -> {
        Path state = largestState(checkpoint);
        flip(state, Files.size(state) / 2 + ground.random().nextInt(64));
      }
      case STATE_CUT -> cut(largestState(checkpoint));
      case STATE_GONE -> Files.delete(largestState(checkpoint));
    }
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x5a;
    Files.write(file, bytes);
  }

  /** The largest file of the checkpoint's own: others are shared with the ones before. */
  private static Path largestState(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      List<Path> states =
          files.filter(file -> !file.getFileName().toString().startsWith("_")).toList();
      return states.stream()
          .max(Comparator.comparingLong(DamagedCheckpoints::size))
          .orElseThrow(() -> new IllegalStateException("no state of its own in " + checkpoint));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
