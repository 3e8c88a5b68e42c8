// SPDX-License-Identifier: Apache-2.0
/** Who wants to know of a vertex: its subscribers, counted. */
package io.anabranch.state.subscription;
