// SPDX-License-Identifier: Apache-2.0
/** The gate: what is too late is decided here, by each partition's log alone. */
package io.anabranch.state.gate;
