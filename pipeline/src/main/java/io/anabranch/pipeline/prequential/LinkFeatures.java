// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All features of a query's candidates, worked out once for those who learn from them.
 *
 * <pre>{@code
 * LinkFeatures features = new LinkFeatures(memory, List.of(embeddings));
 * LinkModel model = features.model(0.1, EnumSet.allOf(FeatureGroup.class));
 * features.open(query);
 * model.score(scores);
 * model.learn(target);
 * model.publish();
 * memory.learn(edge);
 * }</pre>
 */
public final class LinkFeatures {

  /**
   * A rule whose scores are features.
   *
   * @param low of its scores, as far as they are told apart
   * @param high of its scores
   */
  public record Scored(Rule rule, double low, double high) {}

  private final Layout layout = new Layout();
  private final Scene scene;
  private final FeatureRows rows = new FeatureRows();
  private final List<FeatureSource> sources = new ArrayList<>();
  private final Map<Rule, boolean[]> ofRules = new LinkedHashMap<>();

  /**
   * @param rules beside those of the memory
   */
  public LinkFeatures(StreamMemory memory, List<Scored> rules) {
    scene = new Scene(memory);
    sources.add(new HistoryFeatures(layout));
    sources.add(new AnswerFeatures(layout));
    sources.add(new PopularityFeatures(layout, memory.limits().halfLivesArray()));
    sources.add(new CoVisitFeatures(layout));
    for (Scored scored : rules) {
      addRule(scored);
    }
  }

  private void addRule(Scored scored) {
    int from = layout.width();
    sources.add(new RuleFeatures(layout, scored.rule(), scored.low(), scored.high()));
    boolean[] own = new boolean[layout.width()];
    Arrays.fill(own, from, layout.width(), true);
    ofRules.put(scored.rule(), own);
  }

  /** Works out the features of a query's candidates, as of what the memory knows now. */
  public void open(Query query) {
    scene.open(query);
    rows.clear(query.candidates().size());
    sources.forEach(source -> source.add(scene, rows));
  }

  /**
   * A combination of some of the features, which has learnt nothing yet.
   *
   * @param rate of AdaGrad
   */
  public LinkModel model(double rate, Set<FeatureGroup> groups) {
    return new LinkModel(rows, new SoftmaxRegression(rate, layout.in(groups)));
  }

  /**
   * The same, with the scores of these rules only.
   *
   * @param rules of those that this was made with
   */
  public LinkModel model(double rate, Set<FeatureGroup> groups, List<Rule> rules) {
    Set<FeatureGroup> others = EnumSet.copyOf(groups);
    others.remove(FeatureGroup.RULES);
    boolean[] used = layout.in(others);
    for (Rule rule : rules) {
      boolean[] own = ofRules.get(rule);
      if (own == null) {
        throw new IllegalArgumentException("the features have no scores of this rule: " + rule);
      }
      for (int f = 0; f < own.length; f++) {
        used[f] |= own[f];
      }
    }
    return new LinkModel(rows, new SoftmaxRegression(rate, used));
  }
}
