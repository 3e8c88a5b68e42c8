// SPDX-License-Identifier: Apache-2.0
/**
 * The gate: decodes, checks, and decides what is too late. The live job and the auditor share it.
 */
package io.anabranch.pipeline.gate;
