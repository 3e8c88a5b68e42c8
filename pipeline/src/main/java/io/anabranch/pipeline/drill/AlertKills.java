// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.verify.AlertReport;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoresAndAlerts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * TaskManagers are killed while links are scored, queries are asked and alerts are raised. Every
 * score and every alert is computed anew from the rows that it names; no alert and no answer may be
 * lost, and with transactions none may come twice.
 */
final class AlertKills implements Drill {

  private static final int QUERIES = 5; // a kill
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String delivery;
  private Queries queries; // of the drill that is held

  AlertKills(String delivery) {
    this.delivery = delivery;
  }

  @Override
  public String name() {
    return "alerts-" + delivery;
  }

  @Override
  public int fullKills() {
    return 20;
  }

  @Override
  public int fullEvents() {
    return 40_000;
  }

  @Override
  public String[] options() {
    return new String[] {
      "job.parallelism=2",
      "embeddings.delivery=" + delivery,
      "link.enabled=true",
      "link.period=10s",
      "link.pause=100ms",
      "alerts.rules[0].name=risky",
      "alerts.rules[0].metric=risk",
      "alerts.rules[0].threshold=0.55",
      "alerts.rules[0].window=10s",
      "alerts.rules[1].name=odd",
      "alerts.rules[1].metric=surprise",
      "alerts.rules[1].threshold=0.4",
      "alerts.rules[1].window=1s",
      "alerts.rules[1].key=edge",
      "alerts.rules[2].name=jumps",
      "alerts.rules[2].metric=embedding-jump",
      "alerts.rules[2].quantile=0.9",
      "alerts.rules[2].window=10s"
    };
  }

  @Override
  public List<String> options(Path directory, SageModel model) throws IOException {
    float[] weights = new float[model.outputWidth()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 2 == 0 ? 1 : -1;
    }
    RiskModel risk =
        new RiskModel(
            "drill-risk",
            1,
            new RiskModel.Source(model.name(), model.version()),
            List.of(new RiskLayer(weights.length, weights, new float[] {0})),
            ModelCard.untrained(1));
    return List.of("alerts.risk-model=" + RiskArtifacts.write(risk, directory).toAbsolutePath());
  }

  @Override
  public String run(Ground ground, int kills) throws Exception {
    queries = new Queries(ground.config(), ground.events());
    String killed =
        TaskManagerKills.kill(ground, kills, () -> queries.ask(QUERIES, ground.random()));
    queries.awaitAnswers(PATIENCE); // probes do not wait for queries
    return killed;
  }

  @Override
  public Findings findings(Ground ground) {
    boolean once = ground.config().embeddings().isExactlyOnce();
    ScoresAndAlerts written = ScoresAndAlerts.verify(ground.config(), ground.model());
    AlertReport alerts = written.alerts();
    ScoreReport scores = written.scores();
    Queries.Answered answered = queries.answered();
    boolean passed =
        alerts.isExact()
            && alerts.unanswered().count() == 0
            && alerts.alerts() > 0
            && scores.isExact()
            && answered.answered() == answered.asked()
            && (!once || alerts.gone() + scores.gone() + answered.again() == 0);
    return new Findings(
        passed,
        String.format(Locale.ROOT, "alerts: %s; links: %s; queries: %s", alerts, scores, answered));
  }
}
