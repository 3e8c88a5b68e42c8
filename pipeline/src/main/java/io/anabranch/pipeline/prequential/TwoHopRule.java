// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * Those that the visitors of the newest partners went to, two hops away: the newer the visitor and
 * its visit, the more.
 */
public final class TwoHopRule implements Rule {

  private final Scene scene;
  private final CoVisitScores coVisits = new CoVisitScores();

  public TwoHopRule(StreamMemory memory) {
    this.scene = new Scene(memory);
  }

  @Override
  public void score(Query query, double[] scores) {
    scene.open(query);
    coVisits.open(scene);
    System.arraycopy(coVisits.twoHop, 0, scores, 0, query.candidates().size());
  }
}
