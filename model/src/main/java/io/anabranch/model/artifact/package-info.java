// SPDX-License-Identifier: Apache-2.0
/**
 * Model artifacts: a directory {@code <name>/<version>/} with the weights in the open safetensors
 * format and a card that says where they come from. What is malformed, damaged or newer than this
 * build is refused with the reason, and by nothing but an {@link
 * io.anabranch.model.artifact.ArtifactException}.
 */
package io.anabranch.model.artifact;
