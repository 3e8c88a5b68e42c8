// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * Whether a model is being told all that there is, or the last layer is going over to it: two
 * pipelines work side by side.
 */
record SweepEvent(boolean underWay) implements OperatorEvent {

  private static final long serialVersionUID = 1L;
}
