// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/**
 * A finished run, as it is kept.
 *
 * @param experiment its id
 * @param commit of the sources, with {@code +} behind it when they had changes
 * @param threads of the device
 */
record Result(
    String experiment,
    Run run,
    Outcome outcome,
    double seconds,
    String commit,
    String device,
    int threads) {}
