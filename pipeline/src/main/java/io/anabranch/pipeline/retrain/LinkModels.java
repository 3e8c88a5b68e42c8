// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Autoencoders, which score links: {@code NAME-gae} and {@code NAME-vgae} in the registry, beside
 * the model NAME that is served. A new one is published when it is not worse than the one before.
 */
record LinkModels(ModelRegistry registry, Device device, RetrainSettings settings) {

  LinkOutcome train(String served, AutoencoderLearning learning, Ground ground, CardWriter card)
      throws IOException {
    String name = served + "-" + learning.name();
    GraphSnapshot past = ground.split().past();
    Autoencoder trained = learning.train(device, past, settings.seed());
    LinkExam.Report own = sit(trained, ground.exam());
    int before = registry.newest(name);
    LinkExam.Report champion = before == 0 ? own : championOf(name, before, learning, ground);
    Challenge challenge = new Challenge(champion, own, settings.margin());
    int version = challenge.isWon() ? registry.nextVersion(name) : 0;
    if (version > 0) {
      registry.publish(
          new NetworkArtifact(
              name,
              version,
              learning.name(),
              card.of(described(learning, past), challenge.metrics()),
              Weights.PLAIN.of(trained.parameters())));
    }
    return new LinkOutcome(name, challenge, version);
  }

  /** Writes a card. */
  interface CardWriter {
    ModelCard of(SortedMap<String, String> settings, SortedMap<String, Double> metrics);
  }

  private LinkExam.Report championOf(
      String name, int version, AutoencoderLearning learning, Ground ground) throws IOException {
    Autoencoder champion = learning.make(ground.split().past(), settings.seed());
    Weights.PLAIN.load(registry.readNetwork(name, version).tensors(), champion.parameters());
    return sit(champion, ground.exam());
  }

  private LinkExam.Report sit(Autoencoder model, LinkExam exam) {
    return exam.sit(LinkScore.innerProduct(model.embed(device)));
  }

  private static SortedMap<String, String> described(
      AutoencoderLearning learning, GraphSnapshot past) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("input-width", Integer.toString(past.features().width()));
    settings.put("hidden", Integer.toString(learning.hidden()));
    settings.put("width", Integer.toString(learning.width()));
    settings.put("epochs", Integer.toString(learning.epochs()));
    settings.put("rate", Float.toString(learning.rate()));
    return settings;
  }
}
