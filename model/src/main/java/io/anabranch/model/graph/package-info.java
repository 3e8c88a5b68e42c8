// SPDX-License-Identifier: Apache-2.0
/** Immutable graphs in memory. Vertices are numbered from 0. */
package io.anabranch.model.graph;
