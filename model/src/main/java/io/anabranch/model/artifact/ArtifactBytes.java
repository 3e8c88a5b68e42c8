// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

/**
 * The two files of an artifact, for where there is no directory: in a job's configuration or state.
 *
 * @param safetensors the weights; not copied
 * @param card UTF-8 JSON; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
public record ArtifactBytes(byte[] safetensors, byte[] card) {}
