// SPDX-License-Identifier: Apache-2.0
/** What is known of a vertex and its in-edges: registers in which the last writer wins. */
package io.anabranch.state.neighborhood;
