// SPDX-License-Identifier: Apache-2.0
/**
 * From a data set in files to an artifact: one {@link io.anabranch.pipeline.train.Training} a
 * model, its settings, and pictures of what came out. Stands on the model alone; commands stand on
 * it.
 */
package io.anabranch.pipeline.train;
