// SPDX-License-Identifier: Apache-2.0
/** Graphs with features, labels and splits, read whole into memory for training. */
package io.anabranch.model.dataset;
