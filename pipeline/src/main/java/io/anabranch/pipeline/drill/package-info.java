// SPDX-License-Identifier: Apache-2.0
/**
 * Drills: things are killed while a stream flows, and in the end every bit is compared, in the
 * topic and in the state.
 */
package io.anabranch.pipeline.drill;
