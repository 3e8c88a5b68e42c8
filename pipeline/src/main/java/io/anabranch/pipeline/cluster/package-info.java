// SPDX-License-Identifier: Apache-2.0
/**
 * The live job on a Flink cluster that others run: the job jar's program, and its configuration.
 */
package io.anabranch.pipeline.cluster;
