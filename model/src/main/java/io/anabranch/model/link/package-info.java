// SPDX-License-Identifier: Apache-2.0
/**
 * Link prediction in time: a snapshot is cut at a moment, what is known before it is learnt from
 * and scored with, and the edges that came after it are told from pairs that did not. Nothing of
 * the later edges reaches the earlier graph.
 */
package io.anabranch.model.link;
