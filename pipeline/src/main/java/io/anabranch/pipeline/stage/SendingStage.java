// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A stage that says something to a next one, and whose hubs may do so later. */
public interface SendingStage extends Stage {

  /** The time has come that a hub asked for: it tells a slice of its subscribers. */
  void wake(String vertex);

  /** All hubs tell all their subscribers what is newest, after a flush. */
  void settleHubs();

  /** Hubs among these vertices say nothing more. */
  void forgetHubs(Predicate<String> which);

  /** How many elements of what was said lay beyond what fixed point holds, since the start. */
  long clamped();

  /** A hub had asked to be woken when its state was saved; nothing happens if it is none. */
  void restoreHub(String vertex, long time);

  /** What a vertex has told the target of its edges of that weight; null is nothing. */
  float @Nullable [] told(String source, String target, float weight);
}
