// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

/**
 * What an epoch came to.
 *
 * @param number from 0
 * @param loss of training
 * @param validation the metric that {@link Session#validationMetric} names
 */
public record Epoch(int number, float loss, double validation) {}
