// SPDX-License-Identifier: Apache-2.0
/**
 * When a score is worth a message, and why: rules with thresholds or quantiles, one alert a key and
 * window, reasons that add up exactly. Plain rules; Flink's part is in {@code pipeline.job}.
 */
package io.anabranch.pipeline.alert;
