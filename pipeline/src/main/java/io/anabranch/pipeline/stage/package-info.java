// SPDX-License-Identifier: Apache-2.0
/**
 * The stages behind the Neighborhood: Scatter and the layers, as plain classes. Under Flink each is
 * carried by an operator; in the local engine they call one another.
 */
package io.anabranch.pipeline.stage;
