// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** All drills there are, and how one is held. A new one is a class and a line here. */
public final class Drills implements AutoCloseable {

  private final Path directory;
  private final Broker broker;
  private final List<Drill> all;

  /**
   * Starts the broker that all of them share; each has topics of its own.
   *
   * @param program the main class of the command line, which runs the job in processes of its own
   * @param directory for everything that they leave
   */
  public Drills(String program, Path directory) {
    this.directory = directory;
    this.broker = new Broker(directory.resolve("broker"));
    all =
        List.of(
            TaskManagerKills.delivering("at-least-once"),
            TaskManagerKills.delivering("exactly-once"),
            TaskManagerKills.withHubs(),
            new AlertKills("at-least-once"),
            new AlertKills("exactly-once"),
            new BrokerKills("at-least-once"),
            new BrokerKills("exactly-once"),
            new ProcessKills("at-least-once", program),
            new ProcessKills("exactly-once", program),
            new LongOutages(program),
            new Rescales("heap"),
            new Rescales("rocksdb"),
            new Inverses("at-least-once"),
            new Inverses("exactly-once"),
            new DamagedCheckpoints("heap", program),
            new DamagedCheckpoints("rocksdb", program));
  }

  /** Their names, those that contain the word. */
  public List<String> names(String word) {
    return all.stream().map(Drill::name).filter(name -> name.contains(word)).toList();
  }

  /**
   * Holds one.
   *
   * @param events payments in the stream; 0 for those of a full drill
   * @param kills how often things go wrong; 0 for a full drill
   */
  public Verdict hold(String name, int events, int kills, SplittableRandom random)
      throws Exception {
    Drill drill = all.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    int payments = events == 0 ? drill.fullEvents() : events;
    long begun = System.nanoTime();
    try (Ground ground = new Ground(broker, directory.resolve(name), drill, payments, random)) {
      String what = drill.run(ground, kills == 0 ? drill.fullKills() : kills);
      Judgement judgement = ground.judge();
      Findings findings = drill.findings(ground);
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Verdict(
          name,
          judgement.passed() && findings.passed(),
          what + "; " + judgement + findings,
          seconds);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
