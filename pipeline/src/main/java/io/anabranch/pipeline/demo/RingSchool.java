// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.model.device.Devices;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.pipeline.ring.RingNetwork;
import io.anabranch.pipeline.train.Identity;
import io.anabranch.pipeline.train.Request;
import io.anabranch.pipeline.train.Session;
import io.anabranch.pipeline.train.Settings;
import io.anabranch.pipeline.train.Training;
import io.anabranch.pipeline.train.Trainings;
import io.anabranch.pipeline.train.Widths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where the ring model learns what a ring looks like: on a stream of its own, with other accounts,
 * never on the one that is shown.
 */
final class RingSchool {

  private static final long SEED = 20_001;
  private static final Map<String, String> GIVEN =
      Map.of(
          "payments", "120000",
          "every", "20",
          "window", Long.toString(Rules.WINDOW.toMillis()));

  private RingSchool() {}

  /** Trains it, which takes a few seconds, and returns the artifact's directory. */
  static Path teach(Path directory) throws IOException {
    Training training = Trainings.of(RingNetwork.ARCHITECTURE);
    Settings settings = Settings.of(training.settings(), GIVEN);
    Session session =
        training.open(new Request(null, settings, SEED, Devices.named("cpu"), Widths.OF_DATA));
    session.train(epoch -> {});
    SortedMap<String, String> all = settings.all();
    all.putAll(session.widths().asSettings());
    ModelCard card =
        new ModelCard(SEED, "anabranch demo", "generator", null, all, session.evaluate().metrics());
    return session.write(new Identity(directory, RingNetwork.ARCHITECTURE, 1, card));
  }
}
