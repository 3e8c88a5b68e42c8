// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.Serializable;

/**
 * How a stage is carried.
 *
 * @param maxVertices dirty vertices after which a bundle is flushed
 * @param maxDelay milliseconds after which a bundle is flushed
 * @param cacheEntries live vertices of a subtask
 * @param hubMinSubscribers subscribers from which on a vertex is a hub
 * @param hubBudget subscribers that hubs may tell a second
 * @param epsilon by so much may what was sent differ from what is
 * @param loseOneIn deltas to one that is lost on purpose, to see the proof fail; 0: none is
 * @param telling how fast the stages of a new model are told what there is
 */
record StageSettings(
    int maxVertices,
    long maxDelay,
    int cacheEntries,
    int hubMinSubscribers,
    int hubBudget,
    float epsilon,
    int loseOneIn,
    TellingPace telling)
    implements Serializable {}
