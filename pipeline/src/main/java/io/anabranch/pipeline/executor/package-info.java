// SPDX-License-Identifier: Apache-2.0
/**
 * Training on executors: a bounded Flink job in which the subtasks of one operator each learn from
 * a share of the seed vertices of a graph snapshot, and go on from the average of their parameters.
 * Begin with {@link io.anabranch.pipeline.executor.ExecutorTraining}, then read {@link
 * io.anabranch.pipeline.executor.TrainingJob#assemble}.
 */
package io.anabranch.pipeline.executor;
