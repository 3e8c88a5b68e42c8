// SPDX-License-Identifier: Apache-2.0
/**
 * Gradients by a tape. {@link Tape} runs an operation and remembers it; going backwards, each
 * operation adds to the gradients of its inputs what the chain rule says. One class an operation;
 * {@link Operations} is how a network calls them.
 */
package io.anabranch.model.autograd;
