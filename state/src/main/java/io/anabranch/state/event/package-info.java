// SPDX-License-Identifier: Apache-2.0
/** What happened to the graph: the events, and the total order in which the last writer wins. */
package io.anabranch.state.event;
