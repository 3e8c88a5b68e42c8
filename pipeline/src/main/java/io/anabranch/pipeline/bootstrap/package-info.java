// SPDX-License-Identifier: Apache-2.0
/**
 * From a graph in files to the state that the live job would have: the stages themselves, with the
 * whole graph as one bundle. What Flink has to do with it is in the package of the live job.
 */
package io.anabranch.pipeline.bootstrap;
