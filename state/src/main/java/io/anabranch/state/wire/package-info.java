// SPDX-License-Identifier: Apache-2.0
/** Bytes that leave the process: strings, variable-length integers, narrow longs. */
package io.anabranch.state.wire;
