// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.device.Device;
import io.anabranch.model.layer.EventTimeRange;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.link.TooFewEdgesException;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.sage.SageExport;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One round: from a snapshot to models in the registry, each of which is there because it is not
 * worse than the one before it.
 *
 * @param first the job's first model
 * @param device of all that is not left to the learner
 * @param risk null: no risk head is trained
 */
public record Retraining(
    ModelRegistry registry,
    SageModel first,
    Learner learner,
    Device device,
    RetrainSettings settings,
    RiskHeads risk) {

  /** Without a risk head. */
  public Retraining(
      ModelRegistry registry,
      SageModel first,
      Learner learner,
      Device device,
      RetrainSettings settings) {
    this(registry, first, learner, device, settings, null);
  }

  /**
   * What came of a round.
   *
   * @param boundary edges from then on were kept back
   * @param kept how many those were
   * @param challenge of the model that may be served
   * @param published it; null when it was not good enough
   * @param links what came of the autoencoders
   * @param risk the risk head that belongs to what was published; null when there is none
   */
  public record Round(
      GraphSnapshot snapshot,
      long boundary,
      int kept,
      SageModel champion,
      Challenge challenge,
      SageModel published,
      List<LinkOutcome> links,
      RiskModel risk) {

    public Round {
      links = List.copyOf(links);
    }
  }

  /**
   * Learns, compares, publishes.
   *
   * @param id of the snapshot, for the cards
   * @param listener hears of each epoch of the model that may be served
   * @throws NotYetException when the snapshot has too few edges
   * @throws IOException when the learner or the registry fails; what was published before stays
   */
  public Round run(GraphSnapshot snapshot, String id, Consumer<Epoch> listener) throws IOException {
    requireFits(snapshot);
    Champion champion = Champion.of(registry, first);
    Ground ground = Ground.of(snapshot, settings);
    SageNetwork learnt = learn(champion, ground.split().past(), listener);
    Challenge challenge =
        new Challenge(
            sit(champion.model(), ground),
            sit(export(learnt, champion, 0, null), ground),
            settings.margin());
    SageModel published = null;
    RiskModel head = null;
    if (challenge.isWon()) {
      GraphSnapshot known = settings.refit() ? snapshot : ground.split().past();
      SageNetwork kept = settings.refit() ? learn(champion, snapshot, listener) : learnt;
      ModelCard card = card(id, known, shape(kept), challenge.metrics());
      published = export(kept, champion, champion.nextVersion(registry), card);
      registry.publish(published);
      boolean labelled = risk != null && risk.fits(snapshot);
      head = labelled ? risk.train(registry, published, snapshot, settings.seed()) : null;
    }
    return new Round(
        snapshot,
        ground.split().boundary(),
        ground.split().later().count(),
        champion.model(),
        challenge,
        published,
        links(id, ground),
        head);
  }

  /** Before anything is learnt. */
  private void requireFits(GraphSnapshot snapshot) throws RetrainException {
    int vertices = snapshot.vertices().length;
    if (!settings.autoencoders().isEmpty() && vertices > AutoencoderLearning.MOST_VERTICES) {
      throw new RetrainException(
          "expected at most %d vertices for %s, which looks at all pairs of them; the snapshot has %d:"
                  .formatted(
                      AutoencoderLearning.MOST_VERTICES,
                      settings.autoencoders().get(0).name(),
                      vertices)
              + " retrain with --models sage");
    }
  }

  private SageNetwork learn(Champion champion, GraphSnapshot known, Consumer<Epoch> listener)
      throws IOException {
    SageSettings shape = champion.successor(settings.hidden(), false);
    LinkLearning learning = new LinkLearning(shape, heard(), settings.recipe());
    try {
      return learner.learn(known, learning, settings.seed(), listener);
    } catch (TooFewEdgesException e) {
      throw new NotYetException("the snapshot: " + e.getMessage(), e);
    }
  }

  /** In training. */
  private Sampling heard() throws RetrainException {
    List<Integer> fanouts = settings.fanouts();
    if (fanouts.isEmpty()) {
      return first.sampling();
    }
    if (fanouts.size() != first.depth()) {
      throw new RetrainException(
          "fanouts: expected one for each of %d layers; came %s".formatted(first.depth(), fanouts));
    }
    return new Sampling(fanouts, Sampling.Order.HASH, first.sampling().seed());
  }

  private SageModel export(SageNetwork network, Champion champion, int version, ModelCard card) {
    return SageExport.model(
        network,
        first.name(),
        version,
        champion.first().sampling(),
        card == null ? ModelCard.untrained(settings.seed()) : card);
  }

  /** By rows that are computed from the past alone. */
  private static LinkExam.Report sit(SageModel model, Ground ground) {
    return ground.exam().sit(LinkScore.innerProduct(ServedRows.of(model, ground.split().past())));
  }

  private List<LinkOutcome> links(String id, Ground ground) throws IOException {
    LinkModels models = new LinkModels(registry, device, settings);
    List<LinkOutcome> outcomes = new ArrayList<>();
    for (AutoencoderLearning learning : settings.autoencoders()) {
      outcomes.add(
          models.train(
              first.name(),
              learning,
              ground,
              (described, metrics) -> card(id, ground.split().past(), described, metrics)));
    }
    return outcomes;
  }

  private SortedMap<String, String> shape(SageNetwork network) {
    SortedMap<String, String> described = new TreeMap<>(settings.recipe().described());
    described.put("aggregator", network.settings().aggregation().name());
    described.put("learner", learner.described());
    described.put("refit", Boolean.toString(settings.refit()));
    if (!settings.fanouts().isEmpty()) {
      described.put("fanouts", settings.fanouts().toString());
    }
    return described;
  }

  private ModelCard card(
      String id,
      GraphSnapshot known,
      SortedMap<String, String> described,
      SortedMap<String, Double> metrics) {
    GraphSnapshot.Edges edges = known.edges();
    described.put("share", Double.toString(settings.share()));
    described.put("margin", Double.toString(settings.margin()));
    return new ModelCard(
        settings.seed(),
        "anabranch retrain",
        id,
        new EventTimeRange(edges.earliest(), edges.latest()),
        described,
        metrics);
  }
}
