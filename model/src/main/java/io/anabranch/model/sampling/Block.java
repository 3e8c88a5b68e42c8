// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.SparseMatrix;
import java.util.Arrays;

/**
 * What one layer hears: each of the targets hears some of the sources, in order, and is one of the
 * sources itself. A row of what comes in belongs to a source, a row of what goes out to a target.
 * Immutable; what is derived from it is kept.
 */
public final class Block {

  private final int sources;
  private final int[] selves; // the source that each target is
  private final RowLists heard; // sources, by target
  private final float[] weights; // one an entry of heard; null: every weight is 1
  private SparseMatrix mean;
  private SparseMatrix meanWithSelf;
  private Compact compact;

  /**
   * A block whose sources are those that are heard or are targets, and no others.
   *
   * @param vertices of the other block the source that each source here is
   */
  public record Compact(int[] vertices, Block block) {}

  Block(int sources, int[] selves, RowLists heard, float[] weights) {
    this.sources = sources;
    this.selves = selves;
    this.heard = heard;
    this.weights = weights;
  }

  public int targets() {
    return selves.length;
  }

  public int sources() {
    return sources;
  }

  /** The source that each target is; not to be written to. */
  public int[] selves() {
    return selves;
  }

  /** The sources that each target hears. */
  public RowLists heard() {
    return heard;
  }

  /**
   * Targets x sources: row v times h is the sum of {@code w h_u} over the u that v hears, divided
   * by their number; 0 of none.
   */
  public SparseMatrix mean() {
    if (mean == null) {
      int[] offsets = heard.offsets();
      float[] values = new float[heard.rows().length];
      for (int t = 0; t < targets(); t++) {
        float share = 1f / (offsets[t + 1] - offsets[t]);
        Arrays.fill(values, offsets[t], offsets[t + 1], share);
      }
      for (int e = 0; weights != null && e < values.length; e++) {
        values[e] *= weights[e];
      }
      mean = SparseMatrix.of(targets(), sources, offsets, heard.rows(), values);
    }
    return mean;
  }

  /** The same with v itself as one more that v hears, of weight 1. */
  public SparseMatrix meanWithSelf() {
    if (meanWithSelf == null) {
      int[] from = heard.offsets();
      int[] offsets = new int[targets() + 1];
      int[] columnOf = new int[heard.rows().length + targets()];
      float[] values = new float[columnOf.length];
      for (int t = 0, at = 0; t < targets(); t++) {
        float share = 1f / (1 + from[t + 1] - from[t]);
        columnOf[at] = selves[t];
        values[at++] = share;
        for (int e = from[t]; e < from[t + 1]; e++) {
          columnOf[at] = heard.rows()[e];
          values[at++] = weights == null ? share : share * weights[e];
        }
        offsets[t + 1] = at;
      }
      meanWithSelf = SparseMatrix.of(targets(), sources, offsets, columnOf, values);
    }
    return meanWithSelf;
  }

  /** Without the sources that nobody hears and that are no target. */
  public Compact compact() {
    if (compact == null) {
      Numbering numbering = new Numbering(sources);
      numbering.begin();
      int[] own = Arrays.stream(selves).map(numbering::number).toArray();
      int[] rows = Arrays.stream(heard.rows()).map(numbering::number).toArray();
      int[] vertices = numbering.vertices();
      RowLists lists = new RowLists(heard.offsets(), rows);
      compact = new Compact(vertices, new Block(vertices.length, own, lists, weights));
    }
    return compact;
  }

  /** The same, each target hearing in a drawn order. The weights of a sum would not follow. */
  Block shuffled(Draws draws) {
    int[] rows = heard.rows().clone();
    int[] offsets = heard.offsets();
    for (int t = 0; t < targets(); t++) {
      draws.shuffle(rows, offsets[t], offsets[t + 1]);
    }
    return new Block(sources, selves, new RowLists(offsets, rows), null);
  }
}
