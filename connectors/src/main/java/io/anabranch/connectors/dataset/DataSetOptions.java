// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

/**
 * How a data set becomes a stream.
 *
 * @param hashDimension how many hash features a vertex gets when the set has none; 0 for none
 * @param placement when the features of a vertex come
 * @param weights whether edges keep their weight; otherwise it is 1
 * @param labels whether the labels of vertices are sent, each right after the features
 */
public record DataSetOptions(
    int hashDimension, Placement placement, boolean weights, boolean labels) {

  /** When the features of a vertex come. */
  public enum Placement {
    /** All of them before the first edge, with its timestamp. */
    FIRST,
    /** Right before the vertex's first edge, with its timestamp; without an edge, at the end. */
    AT_FIRST_EDGE
  }

  public DataSetOptions {
    if (hashDimension < 0) {
      throw new IllegalArgumentException("hashDimension is " + hashDimension + ", expected >= 0");
    }
  }

  /** Features first, weights and labels kept. */
  public static DataSetOptions defaults(int hashDimension) {
    return new DataSetOptions(hashDimension, Placement.FIRST, true, true);
  }
}
