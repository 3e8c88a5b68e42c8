// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.BadRecordException;

/** How a row of the embeddings topic is shown. */
interface RowPrinter {

  /**
   * The row as one line.
   *
   * @param value the record's value; null when the vertex is gone
   */
  String print(String vertex, byte[] value) throws BadRecordException;
}
