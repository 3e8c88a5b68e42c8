// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/**
 * @param epochs that were trained
 */
public record Outcome(Figures figures, int epochs) {}
