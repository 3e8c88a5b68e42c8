// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * Those that share visitors with the newest partners: for each of them, the cosine of the two sets
 * of visitors, the older the partner the less (item to item: Linden, Smith, York 2003).
 */
public final class CoVisitRule implements Rule {

  private final Scene scene;
  private final CoVisitScores coVisits = new CoVisitScores();

  public CoVisitRule(StreamMemory memory) {
    this.scene = new Scene(memory);
  }

  @Override
  public void score(Query query, double[] scores) {
    scene.open(query);
    coVisits.open(scene);
    System.arraycopy(coVisits.together, 0, scores, 0, query.candidates().size());
  }
}
