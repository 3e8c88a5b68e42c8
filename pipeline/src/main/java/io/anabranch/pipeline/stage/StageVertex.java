// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

/** What a stage keeps of a vertex. */
public abstract class StageVertex {

  /** Where the vertex stands in its stage's dirty list; -1 when it is clean. Not kept. */
  int dirtyIndex = -1;

  /** Whether the vertex was erased since the last flush. Not kept. */
  boolean erased;
}
