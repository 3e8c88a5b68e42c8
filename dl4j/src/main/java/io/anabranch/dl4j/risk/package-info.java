// SPDX-License-Identifier: Apache-2.0
/**
 * Trains a risk model on embeddings with DL4J: its {@code MultiLayerNetwork}, its early stopping,
 * its {@code Evaluation} and {@code ROC}. What comes out is a {@link
 * io.anabranch.model.risk.RiskModel}, which is written as an artifact of ours and scored by our
 * kernels; DL4J's own files are neither written nor read, because reading one can run code that
 * somebody put there (deeplearning4j issue 10428).
 */
package io.anabranch.dl4j.risk;
