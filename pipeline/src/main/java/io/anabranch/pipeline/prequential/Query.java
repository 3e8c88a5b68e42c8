// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * Whom a source acts on next.
 *
 * @param time when it does so, in milliseconds
 * @param candidates among whom
 */
public record Query(int src, long time, Candidates candidates) {}
