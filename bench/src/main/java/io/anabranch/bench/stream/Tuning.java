// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/**
 * What validation chooses.
 *
 * @param halfLife of the popularity that breaks ties, in milliseconds
 * @param rate of the combination's AdaGrad
 */
record Tuning(double halfLife, double rate) {}
