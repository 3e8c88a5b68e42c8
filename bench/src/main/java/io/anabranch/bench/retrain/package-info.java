// SPDX-License-Identifier: Apache-2.0
/**
 * Retraining from a checkpoint of the live job on real streams, judged by the edges that came next.
 */
package io.anabranch.bench.retrain;
