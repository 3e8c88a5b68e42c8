// SPDX-License-Identifier: Apache-2.0
/**
 * The side job. A {@link io.anabranch.pipeline.retrain.SnapshotSource} gives the graph that the
 * live job sees, a {@link io.anabranch.pipeline.retrain.Learner} learns from its past, a {@link
 * io.anabranch.pipeline.retrain.Challenge} compares with the model that serves, a {@link
 * io.anabranch.pipeline.retrain.Trigger} says when it is time again.
 */
package io.anabranch.pipeline.retrain;
